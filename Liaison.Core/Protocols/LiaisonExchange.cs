using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Reads requests and writes their answers for a caller without a connection. Kept, so that a call needs no buffers of its own. Not thread-safe.</summary>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as its companion; a buffer that is not given back to the pool is collected like any other.")]
internal sealed class LiaisonExchange(CodecSettings settings)
{
    private const int KeepCapacity = 64 * 1024;

    private readonly LiaisonMessageReader _reader = new(settings.MaxDepth, requestsOnly: true);
    private readonly LiaisonCodec _codec = new(settings);
    private readonly FrameWriter _frames = new();

    /// <summary>The request of a message. It points into the message's bytes.</summary>
    public Request Read(ReadOnlyMemory<byte> message) => (Request)_reader.Read(new Frame(FrameKind.Text, message))!;

    /// <summary>Takes a request that nobody refers to any more, so that the next one needs no object of its own.</summary>
    public void GiveBack(Request request) => _reader.GiveBack(request);

    /// <summary>Writes an answer.</summary>
    public void Write(Envelope answer, IBufferWriter<byte> into)
    {
        try
        {
            _codec.Encode(answer, _frames);
            foreach (var frame in _frames.Frames.Span)
            {
                into.Write(frame.Bytes.Span);
            }
        }
        finally
        {
            _frames.Clear(KeepCapacity);
        }
    }

    /// <summary>An answer as bytes of its own.</summary>
    public byte[] ToBytes(Envelope answer)
    {
        try
        {
            _codec.Encode(answer, _frames);
            return _frames.Frames.Span[0].Bytes.ToArray();
        }
        finally
        {
            _frames.Clear(KeepCapacity);
        }
    }
}
