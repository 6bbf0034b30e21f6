using Liaison.Messages;

namespace Liaison.Resumption;

/// <summary>
/// The host's data of a session: its keys, and the peer that may resume it. Used under the lock of <see cref="ResumableSessions"/>.
/// </summary>
internal sealed class HostedSession(PeerInfo owner)
{
    /// <summary>The session.</summary>
    public required ResumableConnection Connection { get; init; }

    /// <summary>The key that the peer certainly has.</summary>
    public string Key { get; set; } = "";

    /// <summary>
    /// The key that was sent to the peer with the last link. The peer may not
    /// have received it. Null once the peer has shown that it has the key.
    /// </summary>
    public string? NextKey { get; set; }

    /// <summary>Ends the session if no link comes in time after the last loss. Null before the first loss.</summary>
    public ITimer? Deadline { get; set; }

    /// <summary>Whether a peer has the same identity and the same kind of link as the peer that opened the session.</summary>
    public bool BelongsTo(PeerInfo peer) =>
        peer.Transport == owner.Transport
        && peer.Credential == owner.Credential
        && peer.CarriesBinary == owner.CarriesBinary
        && peer.User?.Identity?.Name == owner.User?.Identity?.Name
        && peer.User?.Identity?.AuthenticationType == owner.User?.Identity?.AuthenticationType;
}
