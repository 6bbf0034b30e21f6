using System.Runtime.CompilerServices;

namespace Liaison.Transports;

/// <summary>
/// Wraps a stream whose writes cannot be canceled, such as standard output, so that callers do not wait forever for a reader that
/// does not read.
/// </summary>
/// <remarks>
/// Writes run on a thread of the pool, and the waiting caller continues there. A write that the caller gave up continues, so it
/// uses a copy of the data, and the inner stream is disposed after that write has ended.
/// </remarks>
internal sealed class BlockingOutput(Stream inner) : Stream, IThreadPoolWorkItem
{
    private const int PieceBytes = 65_536;

    private readonly Lock _lock = new();
    private readonly Resumption _end = new();
    private byte[] _copy = [];
    private int _count;
    private bool _isWriting;
    private bool _isGivenUp;
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
            var end = Begin(piece.Span);
            using var canceling = _end.GiveUpOn(cancellationToken);
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
            await end.ConfigureAwait(false);
            _isGivenUp = false;
            buffer = buffer[piece.Length..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Does nothing: each write flushes at once, on the same thread.</summary>
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
        bool isWriting;
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            (_isDisposed, isWriting) = (true, _isWriting);
        }

        if (!isWriting)
        {
            CloseInner();
        }

        _end.GiveUp(new ObjectDisposedException(nameof(BlockingOutput)));
        base.Dispose(disposing);
    }

    private ValueTask Begin(ReadOnlySpan<byte> piece)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_isGivenUp)
            {
                throw new IOException("An earlier write was given up and may be incomplete. Open another connection.");
            }

            if (_copy.Length < piece.Length)
            {
                _copy = GC.AllocateUninitializedArray<byte>(piece.Length);
            }

            piece.CopyTo(_copy);
            _count = piece.Length;
            _isWriting = _isGivenUp = true; // until the write has succeeded
            return _end.Begin();
        }
    }

    private void End(Exception? failure)
    {
        bool closes;
        lock (_lock)
        {
            (_isWriting, closes) = (false, _isDisposed);
        }

        if (closes)
        {
            CloseInner();
        }

        _end.Complete(failure);
    }

    private void CloseInner()
    {
        try
        {
            inner.Dispose();
        }
        catch (IOException)
        {
            // The stream still had data to write, and its reader is gone.
        }
    }
}
