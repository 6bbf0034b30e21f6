using System.Runtime.CompilerServices;

namespace Liaison.Transports;

/// <summary>Makes a stream whose reads block and cannot be canceled, as those of standard input, into one whose reads can.</summary>
/// <remarks>
/// A thread of its own reads, one buffer at a time: a blocked read would otherwise occupy a thread of the pool for as long as the peer
/// is silent. Whoever waits goes on on that thread, since handing over to another for each read costs more than most reads; while it
/// works, the system's pipe takes what arrives. Nothing can end a blocked read, and disposing some streams waits for it, so the thread disposes what it reads from: when
/// this stream was disposed and the read has come back, or never, and then the thread ends with the process.
/// </remarks>
internal sealed class BlockingInput(Stream inner) : Stream
{
    /// <summary>What a pipe holds on Linux.</summary>
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

    /// <summary>What is there, zero at the end, or null: wait.</summary>
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
            // The same as an end: whoever wrote to it is gone, or it was disposed.
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

    /// <summary>Hands the buffer over and waits until it is empty. False: nobody wants more.</summary>
    private bool Publish(int count)
    {
        lock (_lock)
        {
            (_offset, _count) = (0, count);
        }

        // Whoever waits goes on here, and comes back when it waits again.
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
