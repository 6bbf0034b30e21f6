using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>The options of a <see cref="WslinkProtocol"/>.</summary>
public sealed record WslinkOptions
{
    /// <summary>The version that a client speaks. The default is <see cref="WslinkVersion.Two"/>.</summary>
    /// <remarks>A host ignores this option, and speaks the version of its peer's first frame.</remarks>
    public WslinkVersion Version { get; init; } = WslinkVersion.Two;

    /// <summary>
    /// Decides which topics a host sends to a peer: it receives the peer and a topic, and returns whether the peer may see the
    /// topic.
    /// </summary>
    /// <remarks>
    /// Null allows every topic. The peer is described as it was when it connected. The delegate is called on the publishing thread,
    /// for each event and peer, and must not throw.
    /// </remarks>
    public Func<PeerInfo, string, bool>? Publish { get; init; }

    /// <summary>
    /// The most bytes that a connection keeps for incomplete messages (chunks and attachments), and the longest message, in bytes.
    /// The default is 16 MiB.
    /// </summary>
    /// <remarks>Beyond this limit the connection ends with status 1009.</remarks>
    public int MaxMessageBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The longest message before the hello was accepted, in bytes. The default is 64 KiB.</summary>
    /// <remarks>A longer message ends the connection with status 1009.</remarks>
    public int MaxBytesBeforeHello { get; init; } = 64 * 1024;

    /// <summary>The most messages of a connection that may be arriving in chunks at the same time. The default is 64.</summary>
    /// <remarks>Beyond this limit the connection ends with status 1009.</remarks>
    public int MaxMessagesInProgress { get; init; } = 64;

    /// <summary>
    /// The largest frame that a host of version 2 sends, in bytes; its peers are told to use the same limit. The default is 4 MiB,
    /// the minimum 64.
    /// </summary>
    /// <remarks>A client uses the limit of its server.</remarks>
    public int MaxChunkBytes { get; init; } = 4 * 1024 * 1024;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
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
