using System.Buffers;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>Brings the frames of one send to a stream in as few writes as possible. For one sender.</summary>
/// <remarks>The buffer is rented for a send alone, so that an idle connection holds none.</remarks>
internal sealed class WriteBuffer(Stream output)
{
    private const int MaxBytes = 65_536;

    private byte[] _buffer = [];
    private int _length;

    private int Room => _buffer.Length - _length;

    public async ValueTask SendAsync(Framing framing, ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(SizeFor(frames.Span));
        _length = 0;
        for (var i = 0; i < frames.Length; i++)
        {
            var frame = frames.Span[i];
            if (Room < Framing.MaxHeadBytes)
            {
                await DrainAsync(cancellationToken).ConfigureAwait(false);
            }

            _length += framing.WriteHead(frame, _buffer.AsSpan(_length));
            await WriteBodyAsync(framing, frame.Bytes, cancellationToken).ConfigureAwait(false);
            if (Room < framing.Tail.Length)
            {
                await DrainAsync(cancellationToken).ConfigureAwait(false);
            }

            Append(framing.Tail);
        }

        await DrainAsync(cancellationToken).ConfigureAwait(false);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);

        // Only here: after a write that failed, the stream may still read from the buffer.
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private static int SizeFor(ReadOnlySpan<Frame> frames)
    {
        var size = 0;
        for (var i = 0; i < frames.Length && size < MaxBytes; i++)
        {
            size += Framing.MaxHeadBytes * 2 + Math.Min(frames[i].Bytes.Length, MaxBytes);
        }

        return Math.Min(size, MaxBytes);
    }

    private async ValueTask WriteBodyAsync(Framing framing, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (body.Length > Room)
        {
            await DrainAsync(cancellationToken).ConfigureAwait(false);
        }

        // A message larger than the buffer goes out from where it is.
        if (body.Length > Room && !(framing.EndsAtNewline && body.Span.ContainsAny((byte)'\n', (byte)'\r')))
        {
            await output.WriteAsync(body, cancellationToken).ConfigureAwait(false);
            return;
        }

        while (body.Length > 0)
        {
            if (Room == 0)
            {
                await DrainAsync(cancellationToken).ConfigureAwait(false);
            }

            var piece = body.Span[..Math.Min(body.Length, Room)];
            var copy = _buffer.AsSpan(_length, piece.Length);
            Append(piece);
            if (framing.EndsAtNewline)
            {
                // Raw newlines in JSON are insignificant white space: a pretty-printed request that a reply echoes.
                copy.Replace((byte)'\n', (byte)' ');
                copy.Replace((byte)'\r', (byte)' ');
            }

            body = body[piece.Length..];
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        if (_length > 0)
        {
            await output.WriteAsync(_buffer.AsMemory(0, _length), cancellationToken).ConfigureAwait(false);
            _length = 0;
        }
    }
}
