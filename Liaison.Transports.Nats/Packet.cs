using System.Buffers;
using System.Buffers.Binary;

namespace Liaison.Transports;

/// <summary>One NATS message of a session: its kind, two positions, and bytes.</summary>
/// <param name="Kind">The kind of the packet.</param>
/// <param name="Position">The position of the first byte, or the position up to which the sender has read or received.</param>
/// <param name="Sent">The position up to which the sender has sent.</param>
/// <param name="Bytes">The bytes. Empty except in data packets.</param>
internal readonly record struct Packet(PacketKind Kind, long Position, long Sent, ReadOnlySequence<byte> Bytes)
{
    /// <summary>The size of the header before the data: the kind and the two positions, little endian.</summary>
    public const int HeadBytes = 1 + (2 * sizeof(long));

    public static Packet? TryRead(in ReadOnlySequence<byte> message)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        if (message.Length < HeadBytes)
        {
            return null;
        }

        message.Slice(0, HeadBytes).CopyTo(head);
        var kind = (PacketKind)head[0];
        var position = BinaryPrimitives.ReadInt64LittleEndian(head[1..]);
        var sent = BinaryPrimitives.ReadInt64LittleEndian(head[(1 + sizeof(long))..]);
        return kind is >= PacketKind.Data and <= PacketKind.Leaving && position >= 0 && sent >= 0
            ? new Packet(kind, position, sent, message.Slice(HeadBytes))
            : null;
    }

    public void Write(IBufferWriter<byte> into)
    {
        var span = into.GetSpan(HeadBytes + (int)Bytes.Length);
        span[0] = (byte)Kind;
        BinaryPrimitives.WriteInt64LittleEndian(span[1..], Position);
        BinaryPrimitives.WriteInt64LittleEndian(span[(1 + sizeof(long))..], Sent);
        Bytes.CopyTo(span[HeadBytes..]);
        into.Advance(HeadBytes + (int)Bytes.Length);
    }
}
