using Liaison.Sessions.Sending;
using Microsoft.Extensions.Logging;

namespace Liaison.Sessions;

/// <summary>
/// The options that both ends of a connection have: how they run the commands that the other end calls, and their limits.
/// </summary>
public abstract record SessionOptions
{
    private protected SessionOptions(Execution execution) => Execution = execution;

    /// <summary>
    /// Which commands wait for each other. By default, a host runs the commands of all its peers one at a time, and a client runs the
    /// commands of its host one at a time.
    /// </summary>
    public Execution Execution { get; init; }

    /// <summary>Runs commands on this context, e.g. that of the user interface. Null, the default, runs them on the thread pool.</summary>
    public SynchronizationContext? SynchronizationContext { get; init; }

    /// <summary>Creates the log. Null, the default, logs nothing.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>
    /// How many pending commands the other end may have. A further command is answered with <c>busy</c>. The default is 16,384.
    /// </summary>
    public int MaxPendingCalls { get; init; } = 16_384;

    /// <summary>
    /// How many bytes all pending requests of the other end may have. One
    /// request may always be pending, whatever its size. The default is 64 MiB.
    /// </summary>
    public long MaxPendingBytes { get; init; } = 64L << 20;

    /// <summary>How many bytes the other end may leave unread. The default is 64 MiB.</summary>
    /// <remarks>
    /// Above the limit, a further reply closes the connection, and a further call of this end fails with <c>busy</c>. One message may
    /// always be sent, whatever its size.
    /// </remarks>
    public long MaxUnsentBytes { get; init; } = 64L << 20;

    /// <summary>How many bytes the other end may leave unread before streams and events wait. The default is 256 KiB.</summary>
    /// <remarks>Streams to the other end wait. Its events are kept, and then dropped as its subscriptions say.</remarks>
    public long SendBufferBytes { get; init; } = 256L << 10;

    /// <summary>
    /// How many bytes of unread items one call may have at this end. Above
    /// the limit the call is canceled, and fails. The default is 64 MiB.
    /// </summary>
    public long MaxUnreadBytes { get; init; } = 64L << 20;

    /// <summary>How many bytes of one received stream may be unread. The sender waits at this limit. The default is 512 KiB.</summary>
    /// <remarks>This limits the memory of a stream, and how far its sender is ahead of its reader. At least <see cref="StreamChunkBytes"/>.</remarks>
    public int StreamWindowBytes { get; init; } = 512 << 10;

    /// <summary>The largest chunk of a stream, in bytes. Other messages can be sent between two chunks. The default is 64 KiB.</summary>
    public int StreamChunkBytes { get; init; } = 64 << 10;

    /// <summary>How many unread items of a sequence the other end may send. The default is 256.</summary>
    public int StreamWindowItems { get; init; } = 256;

    /// <summary>
    /// How many streams may be open on one connection in each direction. A further one fails with <c>busy</c>. The default is 128.
    /// </summary>
    public int MaxOpenStreams { get; init; } = 128;

    /// <summary>
    /// The size in bytes from which an argument or result of type <c>byte[]</c> or <c>ReadOnlyMemory&lt;byte&gt;</c> is sent in
    /// chunks, if the other end supports streams. The default is 1 MiB.
    /// </summary>
    public int LargeValueBytes { get; init; } = 1 << 20;

    /// <summary>
    /// How many bytes of one connection may be held for arguments and results that arrive as streams but are needed as bytes. Above
    /// the limit, the call fails with <c>too_large</c>. The default is 64 MiB.
    /// </summary>
    public long MaxGatheredBytes { get; init; } = 64L << 20;

    /// <summary>
    /// How long running commands may continue when this end stops, and how long sending replies may then take. The default is 5 s.
    /// </summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long canceled commands may take to end. Then they are answered, and no longer awaited. The default is 2 s.</summary>
    public TimeSpan CancelTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Checks the values before anything is opened.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    internal virtual void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPendingCalls, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPendingBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxUnsentBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(SendBufferBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxUnreadBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(StreamChunkBytes, 1);
        if (StreamWindowBytes < StreamChunkBytes)
        {
            throw new ArgumentOutOfRangeException(nameof(StreamWindowBytes), StreamWindowBytes, $"{nameof(StreamWindowBytes)} must be at least {nameof(StreamChunkBytes)} ({StreamChunkBytes}).");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(StreamWindowItems, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxOpenStreams, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LargeValueBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxGatheredBytes, 1);
        SessionTimeout.Check(DrainTimeout);
        SessionTimeout.Check(CancelTimeout);
    }
}
