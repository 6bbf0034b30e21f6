namespace Liaison.Transports;

/// <summary>A stream on which another reader has already started a read. This stream takes that pending read over.</summary>
/// <param name="inner">The stream.</param>
/// <param name="filled">The buffer that the pending read fills.</param>
/// <param name="pending">The pending read. It may not have ended.</param>
internal sealed class ResumedStream(Stream inner, byte[] filled, Task<int> pending) : Stream
{
    private Task<int>? _pending = pending;
    private ReadOnlyMemory<byte> _left;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_pending is { } read)
        {
            var count = await read.WaitAsync(cancellationToken).ConfigureAwait(false);
            (_pending, _left) = (null, filled.AsMemory(0, count));
            if (count == 0)
            {
                return 0;
            }
        }

        if (_left.IsEmpty)
        {
            return await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }

        var taken = Math.Min(buffer.Length, _left.Length);
        _left.Span[..taken].CopyTo(buffer.Span);
        _left = _left[taken..];
        return taken;
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
        inner.Dispose();
        base.Dispose(disposing);
    }
}
