namespace Liaison.Messages;

/// <summary>Cancels a request of the same sender. The request is still answered.</summary>
/// <param name="id">The request's id.</param>
public sealed class Cancel(CallId id) : Envelope
{
    /// <summary>The request's id.</summary>
    public CallId Id { get; } = id;
}
