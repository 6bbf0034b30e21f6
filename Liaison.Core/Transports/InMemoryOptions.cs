namespace Liaison.Transports;

/// <summary>How an <see cref="InMemoryTransport"/> behaves.</summary>
public sealed record InMemoryOptions
{
    /// <summary>The largest message accepted, in bytes. A larger one is given truncated, and ends the connection.</summary>
    public int MaxMessageBytes { get; init; } = TransportLimits.DefaultMaxMessageBytes;

    /// <summary>How many messages may wait in one direction of a connection before sending waits for the receiver.</summary>
    public int MaxQueuedFrames { get; init; } = 64;

    /// <summary>How many peers may wait to be accepted before connecting waits.</summary>
    public int Backlog { get; init; } = 128;

    internal InMemoryOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxMessageBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxQueuedFrames);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Backlog);
        return this;
    }
}
