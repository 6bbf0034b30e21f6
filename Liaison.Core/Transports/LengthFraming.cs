using System.Buffers.Binary;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>
/// A head with the message's length as uint32, little endian, and one byte
/// for its kind; then the message. The length does not include the head.
/// </summary>
internal sealed class LengthFraming(int maxMessageBytes) : Framing(maxMessageBytes)
{
    private const int HeadBytes = sizeof(uint) + 1;

    private long _length;
    private FrameKind _kind;
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

            _length = BinaryPrimitives.ReadUInt32LittleEndian(input.Unread);
            _kind = (FrameKind)input.Unread[sizeof(uint)];
            if (_kind is not (FrameKind.Text or FrameKind.Binary))
            {
                return FrameRead.Malformed(input.Take(HeadBytes));
            }

            input.Skip(HeadBytes);
            _isBody = true;
        }

        var read = ReadBody(input, _length, _kind);
        _isBody = read.Frame is null;
        return read;
    }

    public override int WriteHead(Frame frame, Span<byte> into)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(into, (uint)frame.Bytes.Length);
        into[sizeof(uint)] = (byte)frame.Kind;
        return HeadBytes;
    }
}
