using System.Runtime.CompilerServices;

namespace Liaison.Transports;

/// <summary>Makes a stream whose writes cannot be canceled, as those of standard output, into one where nobody waits for a silent reader for ever.</summary>
/// <remarks>
/// It writes on a thread of the pool, and whoever waits goes on there. A write that was given up goes on by itself, so it writes from
/// a copy, and what it writes to is disposed when it has ended.
/// </remarks>
internal sealed class BlockingOutput(Stream inner) : Stream, IThreadPoolWorkItem
{
    private const int PieceBytes = 65_536;

    private readonly Lock _lock = new();
    private byte[] _copy = [];
    private int _count;
    private TaskCompletionSource? _pending;
    private bool _isDisposed;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            var piece = buffer[..Math.Min(buffer.Length, PieceBytes)];
            await Begin(piece.Span).WaitAsync(cancellationToken).ConfigureAwait(false);
            buffer = buffer[piece.Length..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Nothing waits for it: what is written is flushed at once, on the same thread.</summary>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush() => inner.Flush();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Use WriteAsync.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    void IThreadPoolWorkItem.Execute()
    {
        Exception? failure = null;
        try
        {
            inner.Write(_copy, 0, _count);
            inner.Flush();
        }
        catch (Exception e)
        {
            failure = e;
        }

        End(failure);
    }

    protected override void Dispose(bool disposing)
    {
        TaskCompletionSource? pending;
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            (_isDisposed, pending) = (true, _pending);
        }

        if (pending is null)
        {
            CloseInner();
        }
        else
        {
            // Not on the thread of whoever disposes.
            ThreadPool.UnsafeQueueUserWorkItem(static pending => Fail(pending, new ObjectDisposedException(nameof(BlockingOutput))), pending, preferLocal: false);
        }

        base.Dispose(disposing);
    }

    // Given up, a write still fails some day, and then nobody is there to see it.
    private static void Fail(TaskCompletionSource write, Exception failure)
    {
        write.TrySetException(failure);
        _ = write.Task.Exception;
    }

    private Task Begin(ReadOnlySpan<byte> piece)
    {
        TaskCompletionSource pending;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_pending is not null)
            {
                throw new IOException("A write that was given up has not ended.");
            }

            if (_copy.Length < piece.Length)
            {
                _copy = GC.AllocateUninitializedArray<byte>(piece.Length);
            }

            piece.CopyTo(_copy);
            _count = piece.Length;
            _pending = pending = new TaskCompletionSource();
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        return pending.Task;
    }

    private void End(Exception? failure)
    {
        TaskCompletionSource ended;
        bool closes;
        lock (_lock)
        {
            (ended, _pending, closes) = (_pending!, null, _isDisposed);
        }

        if (closes)
        {
            CloseInner();
        }

        if (failure is null)
        {
            ended.TrySetResult();
        }
        else
        {
            Fail(ended, failure);
        }
    }

    private void CloseInner()
    {
        try
        {
            inner.Dispose();
        }
        catch (IOException)
        {
            // It had something left to write, and its reader is gone.
        }
    }
}
