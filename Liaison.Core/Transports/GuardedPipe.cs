using System.IO.Pipes;

namespace Liaison.Transports;

/// <summary>
/// A pipe whose disposal never runs at the same moment as the start of a read or a write. On Unix, .NET makes a pipe's socket at the first
/// read or write, and a disposal at that moment can leave the reading or writing thread in an endless loop.
/// </summary>
/// <remarks>The start of a read or a write on a pipe never blocks, so a disposal waits only briefly, and still ends pending calls.</remarks>
internal sealed class GuardedPipe : Stream
{
    private readonly PipeStream _pipe;
    private readonly Lock _starting = new();

    private GuardedPipe(PipeStream pipe) => _pipe = pipe;

    public override bool CanRead => _pipe.CanRead;

    public override bool CanWrite => _pipe.CanWrite;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Guards an anonymous pipe on Unix. Returns any other stream as it is.</summary>
    public static Stream Over(Stream stream) =>
        stream is AnonymousPipeServerStream or AnonymousPipeClientStream && !OperatingSystem.IsWindows() ? new GuardedPipe((PipeStream)stream) : stream;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_starting)
        {
            return _pipe.ReadAsync(buffer, cancellationToken);
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_starting)
        {
            return _pipe.WriteAsync(buffer, cancellationToken);
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => _pipe.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => _pipe.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count) => _pipe.Write(buffer, offset, count);

    public override void Flush() => _pipe.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (_starting)
            {
                _pipe.Dispose();
            }
        }

        base.Dispose(disposing);
    }
}
