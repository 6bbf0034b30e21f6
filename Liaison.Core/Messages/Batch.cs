namespace Liaison.Messages;

/// <summary>Requests that are sent together: as one message if the protocol has such a form, otherwise one after another.</summary>
/// <remarks>A codec only encodes batches. It decodes a received batch into its requests.</remarks>
/// <param name="requests">The requests, at least one.</param>
public sealed class Batch(IReadOnlyList<Request> requests) : Envelope
{
    /// <summary>The requests, in order.</summary>
    public IReadOnlyList<Request> Requests { get; } = requests;
}
