using System.Buffers;
using System.Buffers.Binary;

namespace Liaison.Transports;

/// <summary>One message of NATS within a session: its kind, two positions, and bytes.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Position">Where the bytes begin, or how far its sender has read or received.</param>
/// <param name="Sent">How far its sender has sent.</param>
/// <param name="Bytes">The bytes; empty but of data.</param>
internal readonly record struct Packet(PacketKind Kind, long Position, long Sent, ReadOnlySequence<byte> Bytes)
{
    /// <summary>The bytes before the data: the kind and the two positions, little endian.</summary>
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
