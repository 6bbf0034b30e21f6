namespace Liaison.Transports;

/// <summary>Bytes that were sent, and are kept until the other end has read them.</summary>
/// <param name="Position">The position of the first byte in the session.</param>
/// <param name="Buffer">The rented buffer with the bytes.</param>
/// <param name="Length">The number of bytes.</param>
internal readonly record struct SentChunk(long Position, byte[] Buffer, int Length)
{
    public long End => Position + Length;

    public Packet ToPacket(long sent) => new(PacketKind.Data, Position, sent, new(Buffer, 0, Length));
}
