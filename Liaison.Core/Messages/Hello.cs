namespace Liaison.Messages;

/// <summary>The greeting of a protocol that has one. The end that opened the connection sends it first.</summary>
/// <remarks>The other end answers with a <see cref="Response"/>, or with a <see cref="Fault"/> if the secret is wrong.</remarks>
/// <param name="request">The request to answer: it has the greeting's id, and no command.</param>
/// <param name="secret">The secret that proves the sender's identity; null if the sender has none.</param>
public sealed class Hello(Request request, string? secret) : Envelope
{
    /// <summary>The request to answer.</summary>
    public Request Request { get; } = request;

    /// <summary>The secret that proves the sender's identity. It is never logged.</summary>
    public string? Secret { get; } = secret;

    /// <summary>
    /// The topic pattern that the sender is subscribed to after the greeting was accepted, e.g. <c>*</c>; null for none. Only decoded
    /// greetings have it.
    /// </summary>
    /// <remarks>The sender's first subscription by a command replaces it.</remarks>
    public string? Topics { get; init; }
}
