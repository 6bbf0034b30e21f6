namespace Liaison.Transports;

/// <summary>The options of an <see cref="InMemoryTransport"/>.</summary>
public sealed record InMemoryOptions
{
    /// <summary>
    /// The largest accepted message, in bytes. A larger message is
    /// delivered truncated, and ends the connection. The default is 16 MiB.
    /// </summary>
    public int MaxMessageBytes { get; init; } = TransportLimits.DefaultMaxMessageBytes;

    /// <summary>
    /// How many messages may wait in one direction of a connection. A further send waits for the receiver. The default is 64.
    /// </summary>
    public int MaxQueuedFrames { get; init; } = 64;

    /// <summary>How many peers may wait to be accepted. A further attempt to connect waits. The default is 128.</summary>
    public int Backlog { get; init; } = 128;

    internal InMemoryOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxMessageBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxQueuedFrames);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Backlog);
        return this;
    }
}
