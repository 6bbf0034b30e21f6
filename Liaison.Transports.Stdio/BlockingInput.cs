using System.Runtime.CompilerServices;

namespace Liaison.Transports;

/// <summary>Wraps a stream whose reads block and cannot be canceled, such as standard input, and makes its reads cancelable.</summary>
/// <remarks>
/// A dedicated thread reads, one buffer at a time: a blocked read would otherwise occupy a thread of the pool while the peer is
/// silent. The waiting reader continues on that thread, because a switch to another thread for each read costs more than most
/// reads. While the reader works, the system's pipe holds the data that arrives. Nothing can end a blocked read, and disposing some
/// streams waits for it. So the dedicated thread disposes the inner stream: after this stream was disposed and the read has
/// returned. If the read never returns, the thread ends with the process.
/// </remarks>
internal sealed class BlockingInput(Stream inner) : Stream
{
    /// <summary>The capacity of a pipe on Linux, in bytes.</summary>
    private const int BufferBytes = 65_536;

    private readonly object _lock = new();
    private readonly Resumption _arrival = new();
    private byte[] _buffer = [];
    private Thread? _thread;
    private int _offset;
    private int _count;
    private bool _isEnded;
    private bool _isDisposed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            ValueTask arrival;
            lock (_lock)
            {
                StartThread();
                if (TryTake(buffer.Span) is { } count)
                {
                    return count;
                }

                arrival = _arrival.Begin();
            }

            using var canceling = _arrival.GiveUpOn(cancellationToken);
            await arrival.ConfigureAwait(false);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Use ReadAsync.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        lock (_lock)
        {
            _isDisposed = true;
            Monitor.PulseAll(_lock);
            if (_thread is null)
            {
                inner.Dispose();
            }
        }

        _arrival.GiveUp(new ObjectDisposedException(nameof(BlockingInput)));
        base.Dispose(disposing);
    }

    private void StartThread()
    {
        if (_thread is null && !_isDisposed)
        {
            _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
            _thread = new Thread(ReadAhead) { IsBackground = true, Name = "Liaison standard input" };
            _thread.Start();
        }
    }

    /// <summary>Copies the available bytes. Returns 0 at the end of the stream, and null if the reader has to wait.</summary>
    private int? TryTake(Span<byte> into)
    {
        if (_count == 0 || _isDisposed)
        {
            return _isEnded || _isDisposed ? 0 : null;
        }

        var count = Math.Min(into.Length, _count);
        _buffer.AsSpan(_offset, count).CopyTo(into);
        (_offset, _count) = (_offset + count, _count - count);
        Monitor.PulseAll(_lock);
        return count;
    }

    private void ReadAhead()
    {
        try
        {
            using var read = inner;
            while (read.Read(_buffer, 0, _buffer.Length) is var count and > 0 && Publish(count))
            {
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // Treated as the end of input: the writer is gone, or the stream was disposed.
        }
        finally
        {
            lock (_lock)
            {
                _isEnded = true;
            }

            _arrival.Complete();
        }
    }

    /// <summary>Makes the buffer available and waits until it is empty. Returns false if nobody reads any more.</summary>
    private bool Publish(int count)
    {
        lock (_lock)
        {
            (_offset, _count) = (0, count);
        }

        // The waiting reader runs inside this call. The call returns when the reader waits again.
        _arrival.Complete();
        lock (_lock)
        {
            while (_count > 0 && !_isDisposed)
            {
                Monitor.Wait(_lock);
            }

            return !_isDisposed;
        }
    }
}
