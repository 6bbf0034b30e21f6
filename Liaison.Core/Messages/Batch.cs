namespace Liaison.Messages;

/// <summary>Requests that are sent together: as one message where the protocol has such a form, else one after the other. It is never decoded.</summary>
/// <param name="requests">The requests, at least one.</param>
public sealed class Batch(IReadOnlyList<Request> requests) : Envelope
{
    /// <summary>The requests, in order.</summary>
    public IReadOnlyList<Request> Requests { get; } = requests;
}
