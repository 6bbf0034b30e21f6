using System.Buffers;
using System.Runtime.CompilerServices;

namespace Liaison.Transports;

/// <summary>
/// A stream to put under a WebSocket that a <see cref="WebSocketConnection"/> is given: it reads ahead, and gathers the messages that
/// are sent together into one write.
/// </summary>
/// <remarks>
/// A WebSocket reads a few bytes at a time, and writes and flushes each message by itself, which costs a server more than the message
/// does. One caller reads and one caller writes, at the same time, as a WebSocket does: pings and closes wait for their turn in it
/// like messages. Nothing is held while there is nothing to read or to write, so that an idle link has no buffers.
/// </remarks>
public sealed class BatchingStream : Stream
{
    private const int ReadAheadBytes = 16 * 1024;
    private const int GatherBytes = 16 * 1024;

    private readonly Stream _inner;
    private byte[]? _ahead;
    private int _aheadStart;
    private int _aheadEnd;
    private byte[]? _gathered;
    private int _gatheredCount;
    private volatile bool _gathers;

    /// <summary>Puts the stream over another one.</summary>
    /// <param name="inner">What is read from and written to, asynchronously alone; disposed with this one.</param>
    public BatchingStream(Stream inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _inner = inner;
    }

    /// <summary>Whether a read ends at once. Only for the one who reads.</summary>
    internal bool HasInput => _ahead is not null;

    /// <summary>
    /// Whether what is written now is only kept, to go out with the next write after this was set to false. Whoever sets it to true
    /// has to write once more after that: nothing else would send what was kept.
    /// </summary>
    internal bool Gathers
    {
        get => _gathers;
        set => _gathers = value;
    }

    /// <inheritdoc/>
    public override bool CanRead => _inner.CanRead;

    /// <inheritdoc/>
    public override bool CanWrite => _inner.CanWrite;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <remarks>A read of nothing waits until there is something, as far as the stream beneath does, and takes no buffer for it.</remarks>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_ahead is not null)
        {
            return new ValueTask<int>(TakeAhead(buffer.Span));
        }

        return buffer.Length is 0 or >= ReadAheadBytes
            ? _inner.ReadAsync(buffer, cancellationToken)
            : ReadAheadAsync(buffer, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Gathers)
        {
            Gather(buffer.Span);
            return ValueTask.CompletedTask;
        }

        return _gathered is null ? _inner.WriteAsync(buffer, cancellationToken) : WriteGatheredAsync(buffer, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    /// <remarks>What is gathered stays so: a WebSocket flushes after each message.</remarks>
    public override Task FlushAsync(CancellationToken cancellationToken) =>
        _gathered is null ? _inner.FlushAsync(cancellationToken) : Task.CompletedTask;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw OnlyAsynchronous();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw OnlyAsynchronous();

    /// <inheritdoc/>
    public override void Flush() => throw OnlyAsynchronous();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The buffers are left to the collector: an abort comes while they are in use.
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static NotSupportedException OnlyAsynchronous() => new("Only asynchronous reads, writes and flushes are supported. Call the method that ends in Async.");

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadAheadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // After a failed read it is left to the collector: the stream beneath may not be done with it.
        var ahead = ArrayPool<byte>.Shared.Rent(ReadAheadBytes);
        var read = await _inner.ReadAsync(ahead, cancellationToken).ConfigureAwait(false);
        (_ahead, _aheadStart, _aheadEnd) = (ahead, 0, read);
        return TakeAhead(buffer.Span);
    }

    private int TakeAhead(Span<byte> destination)
    {
        var count = Math.Min(destination.Length, _aheadEnd - _aheadStart);
        _ahead.AsSpan(_aheadStart, count).CopyTo(destination);
        _aheadStart += count;
        if (_aheadStart == _aheadEnd)
        {
            ArrayPool<byte>.Shared.Return(_ahead!);
            _ahead = null;
        }

        return count;
    }

    private void Gather(ReadOnlySpan<byte> bytes)
    {
        var count = _gatheredCount + bytes.Length;
        if (_gathered is null || count > _gathered.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(count, GatherBytes));
            if (_gathered is not null)
            {
                _gathered.AsSpan(0, _gatheredCount).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(_gathered);
            }

            _gathered = larger;
        }

        bytes.CopyTo(_gathered.AsSpan(_gatheredCount));
        _gatheredCount = count;
    }

    /// <summary>Writes what was gathered and then the bytes, at once where they fit behind it.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteGatheredAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var fits = bytes.Length <= _gathered!.Length - _gatheredCount;
        if (fits)
        {
            Gather(bytes.Span);
        }

        // Forgotten first: after a failed write nothing may go out a second time, and the stream beneath may not be done with it.
        var (gathered, count) = (_gathered, _gatheredCount);
        (_gathered, _gatheredCount) = (null, 0);
        await _inner.WriteAsync(gathered.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        ArrayPool<byte>.Shared.Return(gathered);
        if (!fits)
        {
            await _inner.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
    }
}
