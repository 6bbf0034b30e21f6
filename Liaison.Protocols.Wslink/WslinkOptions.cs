using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>What a <see cref="WslinkProtocol"/> may be told.</summary>
public sealed record WslinkOptions
{
    /// <summary>
    /// What a client speaks; <see cref="WslinkVersion.Two"/> unless set. A host speaks what the first frame of its peer shows, whatever is
    /// set here.
    /// </summary>
    public WslinkVersion Version { get; init; } = WslinkVersion.Two;

    /// <summary>
    /// Which topics a host's peer is sent: given the peer as it connected and a topic, true where the peer may see the topic. Null lets a
    /// peer see every topic. It is called on the thread that publishes, for each event and peer, and must not throw.
    /// </summary>
    public Func<PeerInfo, string, bool>? Publish { get; init; }

    /// <summary>
    /// The most bytes kept for the messages of one connection that have not arrived whole, chunks and attachments, in bytes; 16 MiB unless
    /// set. No message may be longer. Past it the connection ends with status 1009.
    /// </summary>
    public int MaxMessageBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The longest message taken before the hello was accepted, in bytes; 64 KiB unless set. Past it the connection ends with status 1009.</summary>
    public int MaxBytesBeforeHello { get; init; } = 64 * 1024;

    /// <summary>How many messages of one connection may be arriving in chunks at once; 64 unless set. Past it the connection ends with status 1009.</summary>
    public int MaxMessagesInProgress { get; init; } = 64;

    /// <summary>
    /// The largest frame that a host of version 2 sends, and tells its peers to send, in bytes; 4 MiB unless set, at least 64. Chunks of a
    /// client are as its server tells it.
    /// </summary>
    public int MaxChunkBytes { get; init; } = 4 * 1024 * 1024;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    internal WslinkOptions Validated()
    {
        if (!Enum.IsDefined(Version))
        {
            throw new ArgumentOutOfRangeException(nameof(Version), Version, "wslink has the versions One and Two.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBytesBeforeHello, 256);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxMessageBytes, MaxBytesBeforeHello);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxMessageBytes, Array.MaxLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxMessagesInProgress, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxChunkBytes, 64);
        return this;
    }
}
