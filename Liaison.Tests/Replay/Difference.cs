namespace Liaison.Tests.Replay;

/// <summary>How a reply differs from the recorded one, and why that is meant.</summary>
/// <param name="Reason">A row of WIRE's table of deviations, or why the recorded reply has no meaning in .NET.</param>
internal sealed record Difference(string Reason)
{
    /// <summary>The response's value, as JSON; null where the reply is an error.</summary>
    public string? Response { get; init; }

    /// <summary>The error's code; null where the reply is a response.</summary>
    public string? Code { get; init; }

    /// <summary>What is echoed instead of the message; null where the message is.</summary>
    public string? Evt { get; init; }

    public static Difference Responds(string json, string reason) => new(reason) { Response = json };

    public static Difference Fails(string code, string reason) => new(reason) { Code = code };

    /// <summary>An error that cannot echo the message, since it is no JSON object.</summary>
    public static Difference FailsUnechoed(string reason) => new(reason) { Code = Messages.ErrorCode.BadMessage, Evt = "{}" };
}
