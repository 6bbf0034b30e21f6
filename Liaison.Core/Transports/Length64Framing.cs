using System.Buffers.Binary;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>
/// A head with the message's length as uint64, big endian; then the message, which
/// is always binary (WIRE, section 6). The length does not include the head.
/// </summary>
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

            // A length above long.MaxValue is above every limit too.
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
