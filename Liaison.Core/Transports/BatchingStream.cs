using System.Buffers;
using System.Runtime.CompilerServices;

namespace Liaison.Transports;

/// <summary>
/// A stream to create a WebSocket over, for use with <see cref="WebSocketConnection"/>. It reads ahead, and combines messages that are
/// sent together into one write.
/// </summary>
/// <remarks>
/// <para>
/// Without it, a WebSocket reads a few bytes at a time, and writes and flushes
/// every message separately. On a server, this costs more than the message itself.
/// </para>
/// <para>
/// One caller may read while one caller writes; a WebSocket satisfies this, since its pings and closes wait for their turn like
/// messages. An idle stream holds no buffers.
/// </para>
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

    /// <summary>Creates the stream over another one.</summary>
    /// <param name="inner">The stream to read and write. Only its asynchronous methods are used. It is disposed with this stream.</param>
    public BatchingStream(Stream inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _inner = inner;
    }

    /// <summary>Whether a read completes at once. Only the reader may ask.</summary>
    internal bool HasInput => _ahead is not null;

    /// <summary>Whether written bytes are kept until the next write after this is set to false.</summary>
    /// <remarks>
    /// After setting it to true, the caller must write once more with it set to false: nothing else sends the kept bytes.
    /// </remarks>
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
    /// <remarks>A read into an empty buffer waits until there are bytes, if the inner stream supports this. It uses no buffer.</remarks>
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
    /// <remarks>Gathered bytes are kept: a WebSocket flushes after each message.</remarks>
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
        // The buffers are not returned to the pool: an abort may happen while they are in use.
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
        // After a failed read the buffer is not returned to the pool: the inner stream may still write to it.
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

    /// <summary>Writes the gathered bytes, then the given ones; in one write if they fit into the same buffer.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteGatheredAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var fits = bytes.Length <= _gathered!.Length - _gatheredCount;
        if (fits)
        {
            Gather(bytes.Span);
        }

        // The fields are cleared first: after a failed write these bytes must not be sent again, and the inner stream may still use
        // the buffer.
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
