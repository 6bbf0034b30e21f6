namespace Liaison.Transports;

/// <summary>Makes a stream whose writes cannot be canceled, as those of standard output, into one where nobody waits for a silent reader for ever.</summary>
/// <remarks>A write that was given up goes on by itself, so it writes from a copy, and what it writes to is disposed when it has ended.</remarks>
internal sealed class BlockingOutput(Stream inner) : Stream
{
    private const int PieceBytes = 65_536;

    private readonly CancellationTokenSource _disposing = new();
    private byte[] _copy = [];
    private Task _pending = Task.CompletedTask;
    private int _isDisposed;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            var piece = buffer[..Math.Min(buffer.Length, PieceBytes)];
            if (_copy.Length < piece.Length)
            {
                _copy = new byte[piece.Length];
            }

            piece.CopyTo(_copy);
            await WaitAsync(inner.WriteAsync(_copy.AsMemory(0, piece.Length), CancellationToken.None), cancellationToken).ConfigureAwait(false);
            buffer = buffer[piece.Length..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken) =>
        await WaitAsync(new ValueTask(inner.FlushAsync(CancellationToken.None)), cancellationToken).ConfigureAwait(false);

    public override void Flush() => inner.Flush();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Use WriteAsync.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _disposing.Cancel();
            _ = _pending.ContinueWith(Close, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        base.Dispose(disposing);
    }

    private void Close(Task lastWrite)
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

    private async ValueTask WaitAsync(ValueTask operation, CancellationToken cancellationToken)
    {
        if (operation.IsCompletedSuccessfully)
        {
            await operation.ConfigureAwait(false);
            return;
        }

        _pending = operation.AsTask();

        // Given up, it still fails some day, and then nobody is there to see it.
        _ = _pending.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
        await _pending.WaitAsync(either.Token).ConfigureAwait(false);
    }
}
