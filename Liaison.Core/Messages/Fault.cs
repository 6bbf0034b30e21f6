namespace Liaison.Messages;

/// <summary>A request that failed.</summary>
/// <param name="request">The request that is answered.</param>
/// <param name="error">Why it failed.</param>
public sealed class Fault(Request request, CommandError error) : Envelope
{
    /// <summary>The request that is answered.</summary>
    public Request Request { get; } = request;

    /// <summary>Why it failed.</summary>
    public CommandError Error { get; } = error;
}
