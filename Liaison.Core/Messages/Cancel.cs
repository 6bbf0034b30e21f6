namespace Liaison.Messages;

/// <summary>The sender no longer wants a request of its own to be run. It is answered all the same.</summary>
/// <param name="id">The request's id.</param>
public sealed class Cancel(CallId id) : Envelope
{
    /// <summary>The request's id.</summary>
    public CallId Id { get; } = id;
}
