namespace Liaison.Protocols;

/// <summary>What a <see cref="LibMediumProtocol"/> may be told.</summary>
public sealed record LibMediumOptions
{
    /// <summary>
    /// Is told why an event was not sent to a peer: its value does not fit what the specification declares. It is called on the thread
    /// that sends, once for each peer, and must neither block nor throw. Null, the default, tells nobody.
    /// </summary>
    public Action<string>? EventRefused { get; init; }
}
