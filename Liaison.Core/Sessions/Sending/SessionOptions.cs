using Liaison.Sessions.Sending;
using Microsoft.Extensions.Logging;

namespace Liaison.Sessions;

/// <summary>What both ends of a connection may be told: how they run the commands that the other end calls, and their limits.</summary>
public abstract record SessionOptions
{
    private protected SessionOptions(Execution execution) => Execution = execution;

    /// <summary>Which commands wait for which. The default is one at a time: at a host of all its peers, at a client of its host.</summary>
    public Execution Execution { get; init; }

    /// <summary>Where commands are posted to, e.g. the user interface's; null runs them on the thread pool. The default is null.</summary>
    public SynchronizationContext? SynchronizationContext { get; init; }

    /// <summary>Where the log is written; null writes none.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>How many commands the other end may have pending; another is answered with <c>busy</c>. The default is 16,384.</summary>
    public int MaxPendingCalls { get; init; } = 16_384;

    /// <summary>How many bytes of requests the other end may have pending; one request may always be. The default is 64 MiB.</summary>
    public long MaxPendingBytes { get; init; } = 64L << 20;

    /// <summary>
    /// How many bytes the other end may leave unread; one message may always be. A further reply then closes the connection, and a
    /// further call of this end's own fails with <c>busy</c>. The default is 64 MiB.
    /// </summary>
    public long MaxUnsentBytes { get; init; } = 64L << 20;

    /// <summary>
    /// How many bytes the other end may leave unread before streams to it wait, and its events are held back and then dropped as its
    /// subscriptions say. The default is 256 KiB.
    /// </summary>
    public long SendBufferBytes { get; init; } = 256L << 10;

    /// <summary>
    /// How many bytes of one stream that the other end gives may wait to be read; past it the stream is canceled, and fails. The default
    /// is 64 MiB.
    /// </summary>
    public long MaxUnreadBytes { get; init; } = 64L << 20;

    /// <summary>
    /// How many bytes of one stream that the other end gives may have come and wait to be read; it sends no more before some were read.
    /// That bounds what a stream holds in memory, and how far its sender runs ahead. The default is 256 KiB.
    /// </summary>
    public int StreamWindowBytes { get; init; } = 256 << 10;

    /// <summary>How many bytes of a stream are sent at once, at most: other messages go between two such chunks. The default is 32 KiB.</summary>
    public int StreamChunkBytes { get; init; } = 32 << 10;

    /// <summary>How many items of a sequence the other end may send before those that were read are told. The default is 256.</summary>
    public int StreamWindowItems { get; init; } = 256;

    /// <summary>How many streams may be open on one connection in each direction; another one fails with <c>busy</c>. The default is 128.</summary>
    public int MaxOpenStreams { get; init; } = 128;

    /// <summary>
    /// From how many bytes on a <c>byte[]</c> or <c>ReadOnlyMemory&lt;byte&gt;</c> that is an argument, or a result, is sent in chunks,
    /// where the other end takes streams. The default is 1 MiB.
    /// </summary>
    public int LargeValueBytes { get; init; } = 1 << 20;

    /// <summary>
    /// How many bytes of one connection may be held for arguments and results that come as streams and are wanted as bytes; past it the
    /// call fails with <c>too_large</c>. The default is 64 MiB.
    /// </summary>
    public long MaxGatheredBytes { get; init; } = 64L << 20;

    /// <summary>How long running commands may go on when this end stops, and how long replies may take to be sent then. The default is 5 s.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long canceled commands may take to end before they are answered and left to themselves. The default is 2 s.</summary>
    public TimeSpan CancelTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Checks the values, so that a wrong one is told before anything is opened.</summary>
    /// <exception cref="ArgumentException">One is out of its range.</exception>
    internal virtual void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPendingCalls, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPendingBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxUnsentBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(SendBufferBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxUnreadBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(StreamChunkBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(StreamWindowBytes, StreamChunkBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(StreamWindowItems, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxOpenStreams, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LargeValueBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxGatheredBytes, 1);
        SessionTimeout.Check(DrainTimeout);
        SessionTimeout.Check(CancelTimeout);
    }
}
