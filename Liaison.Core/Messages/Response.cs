namespace Liaison.Messages;

/// <summary>A command's result.</summary>
/// <param name="request">The request that is answered.</param>
/// <param name="value">What the command returned; null where it returned nothing.</param>
public sealed class Response(Request request, object? value) : Envelope
{
    /// <summary>The request that is answered.</summary>
    public Request Request { get; } = request;

    /// <summary>What the command returned.</summary>
    public object? Value { get; } = value;
}
