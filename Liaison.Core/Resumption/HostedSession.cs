using Liaison.Messages;

namespace Liaison.Resumption;

/// <summary>A session as a host keeps it: by which keys the session can be resumed, and by whom. Used under the lock of <see cref="ResumableSessions"/>.</summary>
internal sealed class HostedSession(PeerInfo owner)
{
    /// <summary>The session.</summary>
    public required ResumableConnection Connection { get; init; }

    /// <summary>The key that the peer is known to have.</summary>
    public string Key { get; set; } = "";

    /// <summary>
    /// The key that the peer was sent with the last link, and may never have got; null once the peer has shown that it has the key.
    /// </summary>
    public string? NextKey { get; set; }

    /// <summary>Ends the session where no link comes in time after the last loss; null before the first loss.</summary>
    public ITimer? Deadline { get; set; }

    /// <summary>Whether a peer has proved the same as the one that opened the session, over the same kind of link.</summary>
    public bool BelongsTo(PeerInfo peer) =>
        peer.Transport == owner.Transport
        && peer.Credential == owner.Credential
        && peer.CarriesBinary == owner.CarriesBinary
        && peer.User?.Identity?.Name == owner.User?.Identity?.Name
        && peer.User?.Identity?.AuthenticationType == owner.User?.Identity?.AuthenticationType;
}
