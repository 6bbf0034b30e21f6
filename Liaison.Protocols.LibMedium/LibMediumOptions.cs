namespace Liaison.Protocols;

/// <summary>The options of a <see cref="LibMediumProtocol"/>.</summary>
public sealed record LibMediumOptions
{
    /// <summary>
    /// Receives the reason why an event was not sent to a peer: its value does not match the specification. Null, the default,
    /// ignores this.
    /// </summary>
    /// <remarks>It is called on the sending thread, once for each peer, and must neither block nor throw.</remarks>
    public Action<string>? EventRefused { get; init; }
}
