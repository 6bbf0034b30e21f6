namespace Liaison.Benchmarks.Load;

/// <summary>What one request asks for.</summary>
/// <param name="Payload">How many bytes the argument has; 0 for the small command, which takes the root of 2.</param>
/// <param name="ComesBack">Whether the payload is answered with itself, and not with its length.</param>
internal sealed record Workload(int Payload, bool ComesBack)
{
    /// <summary>Whether the payload is bytes beside the JSON, and not text in it.</summary>
    public bool IsAttached { get; init; }

    /// <summary>Whether requests, or answers, are binary messages.</summary>
    public bool IsBinary(bool answer) => IsAttached && (ComesBack || !answer);

    /// <summary>The command that everything but payloads is measured with.</summary>
    public static Workload Small { get; } = new(0, ComesBack: false);

    /// <summary>What the small command gives, as it is written in JSON.</summary>
    public const string RootOfTwo = "1.4142135623730951";
}
