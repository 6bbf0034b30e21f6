using System.Buffers;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>Writes the frames of one send to a stream, in as few writes as possible. For one sender.</summary>
/// <remarks>The buffer is rented only during a send, so an idle connection holds none.</remarks>
internal sealed class WriteBuffer(Stream output)
{
    private const int MaxBytes = 65_536;

    private byte[] _buffer = [];
    private int _length;

    private int Room => _buffer.Length - _length;

    public async ValueTask SendAsync(Framing framing, ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(SizeFor(framing, frames.Span));
        _length = 0;
        var done = Append(framing, frames.Span);
        while (done < frames.Length)
        {
            var frame = frames.Span[done];
            if (frame.Bytes.Length + Overhead(framing) > _buffer.Length)
            {
                await SendLargeAsync(framing, frame, cancellationToken).ConfigureAwait(false);
                done++;
            }
            else
            {
                await DrainAsync(cancellationToken).ConfigureAwait(false);
            }

            done += Append(framing, frames.Span[done..]);
        }

        await DrainAsync(cancellationToken).ConfigureAwait(false);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);

        // The buffer is returned only here: after a failed write, the stream may still read from it.
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private static int SizeFor(Framing framing, ReadOnlySpan<Frame> frames)
    {
        var size = 0;
        for (var i = 0; i < frames.Length && size < MaxBytes; i++)
        {
            size += Overhead(framing) + Math.Min(frames[i].Bytes.Length, MaxBytes);
        }

        return Math.Min(size, MaxBytes);
    }

    // There is always room for one more head after a frame, so that the head of a large frame is written together with the frame
    // before it.
    private static int Overhead(Framing framing) => 2 * Framing.MaxHeadBytes + framing.Tail.Length;

    /// <summary>Copies as many frames into the buffer as fit, and returns their number.</summary>
    private int Append(Framing framing, ReadOnlySpan<Frame> frames)
    {
        var overhead = Overhead(framing);
        for (var i = 0; i < frames.Length; i++)
        {
            if (frames[i].Bytes.Length + overhead > Room)
            {
                return i;
            }

            _length += framing.WriteHead(frames[i], _buffer.AsSpan(_length));
            AppendBody(framing, frames[i].Bytes.Span);
            Append(framing.Tail);
        }

        return frames.Length;
    }

    /// <summary>Sends a frame that is larger than the buffer, except for its tail.</summary>
    private async ValueTask SendLargeAsync(Framing framing, Frame frame, CancellationToken cancellationToken)
    {
        _length += framing.WriteHead(frame, _buffer.AsSpan(_length));
        await DrainAsync(cancellationToken).ConfigureAwait(false);
        var body = frame.Bytes;
        if (!(framing.EndsAtNewline && body.Span.ContainsAny((byte)'\n', (byte)'\r')))
        {
            // Written directly, without a copy.
            await output.WriteAsync(body, cancellationToken).ConfigureAwait(false);
            body = default;
        }

        while (body.Length > 0)
        {
            var piece = body[..Math.Min(body.Length, _buffer.Length)];
            AppendBody(framing, piece.Span);
            await DrainAsync(cancellationToken).ConfigureAwait(false);
            body = body[piece.Length..];
        }

        Append(framing.Tail);
    }

    private void AppendBody(Framing framing, ReadOnlySpan<byte> body)
    {
        var copy = _buffer.AsSpan(_length, body.Length);
        Append(body);
        if (framing.EndsAtNewline)
        {
            // Raw newlines in JSON are insignificant white space. They occur when a reply echoes a pretty-printed request.
            copy.Replace((byte)'\n', (byte)' ');
            copy.Replace((byte)'\r', (byte)' ');
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
