using System.IO.Pipelines;

namespace Liaison.Tests.WebSockets;

/// <summary>What a WebSocket is put over in tests: it is fed what is read, and records what is written.</summary>
internal sealed class RecordedStream : Stream
{
    private readonly Pipe _input = new();
    private readonly List<byte[]> _writes = [];
    private volatile int _lastRead = -1;

    /// <summary>Runs before a write is recorded; may wait, and may throw.</summary>
    public Func<CancellationToken, Task> BeforeWrite { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyList<byte[]> Writes => _writes;

    public byte[] Written => [.. _writes.SelectMany(write => write)];

    /// <summary>How many bytes the last read asked for.</summary>
    public int LastRead => _lastRead;

    /// <summary>How many reads gave something.</summary>
    public int Reads { get; private set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public async Task FeedAsync(params byte[][] frames) => await _input.Writer.WriteAsync(frames.SelectMany(frame => frame).ToArray());

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _lastRead = buffer.Length;
        var result = await _input.Reader.ReadAsync(cancellationToken);
        var taken = result.Buffer.Slice(0, Math.Min(buffer.Length, result.Buffer.Length));
        var copied = 0;
        foreach (var part in taken)
        {
            part.CopyTo(buffer[copied..]);
            copied += part.Length;
        }

        _input.Reader.AdvanceTo(taken.End);
        Reads += copied > 0 ? 1 : 0;
        return copied;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await BeforeWrite(cancellationToken);
        _writes.Add(buffer.ToArray());
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _input.Writer.Complete();
        base.Dispose(disposing);
    }
}
