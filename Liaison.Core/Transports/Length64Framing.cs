using System.Buffers.Binary;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>The message's length without this head (uint64, big endian), and the message, which is binary (WIRE, section 6).</summary>
internal sealed class Length64Framing(int maxMessageBytes) : Framing(maxMessageBytes)
{
    private const int HeadBytes = sizeof(ulong);

    private long _length;
    private bool _isBody;

    public override bool CarriesBinary => true;

    public override FrameRead Read(ReadBuffer input)
    {
        if (!_isBody)
        {
            if (input.Unread.Length < HeadBytes)
            {
                return FrameRead.Incomplete(HeadBytes);
            }

            // More than a long counts is past every limit as well.
            _length = (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(input.Unread), long.MaxValue);
            input.Skip(HeadBytes);
            _isBody = true;
        }

        var read = ReadBody(input, _length, FrameKind.Binary);
        _isBody = read.Frame is null;
        return read;
    }

    public override int WriteHead(Frame frame, Span<byte> into)
    {
        BinaryPrimitives.WriteUInt64BigEndian(into, (ulong)frame.Bytes.Length);
        return HeadBytes;
    }
}
