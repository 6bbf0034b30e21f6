namespace Liaison.Tests.Features;

/// <summary>A stream whose bytes follow from their places, of any length; it can fail on the way, and tells how far it was read.</summary>
internal sealed class MadeStream(long length, long failsAt = long.MaxValue) : Stream
{
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _read;

    /// <summary>How many bytes were read.</summary>
    public long BytesRead => Volatile.Read(ref _read);

    /// <summary>Ends when the stream was disposed.</summary>
    public Task Disposed => _disposed.Task;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The byte at a place.</summary>
    public static byte ByteAt(long place) => (byte)((place * 31) ^ (place >> 8) ^ (place >> 16));

    /// <summary>The bytes of a stream of that length.</summary>
    public static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(i => ByteAt(i))];

    /// <summary>Reads a stream to its end; gives its length where its bytes are those of a made one, else -1.</summary>
    public static Task<long> CheckAsync(Stream stream, CancellationToken token) => CheckAsync(stream, 100_000, token);

    /// <inheritdoc cref="CheckAsync(Stream, CancellationToken)"/>
    public static async Task<long> CheckAsync(Stream stream, int atOnce, CancellationToken token)
    {
        var buffer = new byte[atOnce];
        var place = 0L;
        while (await stream.ReadAsync(buffer, token) is > 0 and var count)
        {
            for (var i = 0; i < count; i++)
            {
                if (buffer[i] != ByteAt(place + i))
                {
                    return -1;
                }
            }

            place += count;
        }

        return place;
    }

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed.Task.IsCompleted, this);
        var count = (int)Math.Min(Math.Min(buffer.Length, length - _read), failsAt - _read);
        if (count == 0 && _read == failsAt)
        {
            throw new InvalidDataException("the disk is on fire");
        }

        for (var i = 0; i < count; i++)
        {
            buffer[i] = ByteAt(_read + i);
        }

        Volatile.Write(ref _read, _read + count);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : new ValueTask<int>(Read(buffer.Span));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _disposed.TrySetResult();
        base.Dispose(disposing);
    }
}
