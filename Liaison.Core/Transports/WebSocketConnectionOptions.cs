namespace Liaison.Transports;

/// <summary>The limits of one <see cref="WebSocketConnection"/>.</summary>
public sealed record WebSocketConnectionOptions
{
    /// <summary>
    /// The largest message that is accepted from the peer, in bytes. The default is 16 MiB. A larger message is delivered as one truncated
    /// frame, and ends the connection with status 1009.
    /// </summary>
    public int MaxMessageBytes { get; init; } = TransportLimits.DefaultMaxMessageBytes;

    /// <summary>
    /// The largest message that is accepted from a peer that is not authenticated yet (<see cref="Messages.PeerInfo.Admission"/>), in
    /// bytes. The default is 64 KiB. A larger message ends the connection, as with <see cref="MaxMessageBytes"/>.
    /// </summary>
    public int MaxUnprovedMessageBytes { get; init; } = 64 * 1024;

    /// <summary>
    /// How long closing waits for the peer to receive pending messages and to
    /// close its side. The default is 2 seconds. Then the connection is cut. At most one day.
    /// </summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxMessageBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxMessageBytes, Array.MaxLength);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxUnprovedMessageBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(CloseTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(CloseTimeout, TimeSpan.FromDays(1));
    }
}
