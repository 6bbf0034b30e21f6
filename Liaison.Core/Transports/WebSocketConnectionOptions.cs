namespace Liaison.Transports;

/// <summary>The limits of one <see cref="WebSocketConnection"/>.</summary>
public sealed record WebSocketConnectionOptions
{
    /// <summary>
    /// The largest message taken from the peer, in bytes; 16 MiB unless set. Past it the connection gives one truncated frame and
    /// ends, with status 1009.
    /// </summary>
    public int MaxMessageBytes { get; init; } = TransportLimits.DefaultMaxMessageBytes;

    /// <summary>
    /// The largest message taken from a peer that still has to prove itself (<see cref="Messages.PeerInfo.Admission"/>), in bytes; 64 KiB
    /// unless set. Past it the connection ends as past <see cref="MaxMessageBytes"/>.
    /// </summary>
    public int MaxUnprovedMessageBytes { get; init; } = 64 * 1024;

    /// <summary>How long a close waits for the peer to take what is being sent and to close its side; 2 seconds unless set. Past it the link is cut.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxMessageBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxMessageBytes, Array.MaxLength);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxUnprovedMessageBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(CloseTimeout, TimeSpan.Zero);
    }
}
