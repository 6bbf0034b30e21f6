namespace Liaison.Messages;

/// <summary>
/// The greeting that a protocol begins with, where it has one. The end that opened the connection sends it first; the other end answers
/// with a <see cref="Response"/>, or with a <see cref="Fault"/> where the secret is wrong.
/// </summary>
/// <param name="request">What the answer is to: a request with the greeting's id, and no command.</param>
/// <param name="secret">The secret that the sender proves itself with; null where the sender has none.</param>
public sealed class Hello(Request request, string? secret) : Envelope
{
    /// <summary>What the answer is to.</summary>
    public Request Request { get; } = request;

    /// <summary>The secret that the sender proves itself with. It never goes into a log.</summary>
    public string? Secret { get; } = secret;

    /// <summary>
    /// The pattern of the topics that the sender is subscribed to once the greeting was accepted, e.g. <c>*</c>; null for none. The first
    /// subscription that the sender asks for by a command takes its place. Of decoded greetings alone.
    /// </summary>
    public string? Topics { get; init; }
}
