using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>
/// Reads requests and writes their answers, for a caller without a connection.
/// One instance is reused, to avoid new buffers for each call. Not thread-safe.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as its companion; a buffer that is not given back to the pool is collected like any other.")]
internal sealed class LiaisonExchange(CodecSettings settings)
{
    private const int KeepCapacity = 64 * 1024;

    private readonly LiaisonMessageReader _reader = new(settings.MaxDepth, requestsOnly: true);
    private readonly LiaisonCodec _codec = new(settings);
    private readonly FrameWriter _frames = new();

    /// <summary>Reads the request of a message. The request refers to the message's bytes.</summary>
    public Request Read(ReadOnlyMemory<byte> message) => (Request)_reader.Read(new Frame(FrameKind.Text, message))!;

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

    /// <summary>Writes an answer into a new array.</summary>
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
