namespace Liaison.Transports;

/// <summary>Bytes that were sent, and are kept until the other end has read them.</summary>
/// <param name="Position">Where in the session they begin.</param>
/// <param name="Buffer">What holds them, rented.</param>
/// <param name="Length">How many there are.</param>
internal readonly record struct SentChunk(long Position, byte[] Buffer, int Length)
{
    public long End => Position + Length;

    public Packet ToPacket(long sent) => new(PacketKind.Data, Position, sent, new(Buffer, 0, Length));
}
