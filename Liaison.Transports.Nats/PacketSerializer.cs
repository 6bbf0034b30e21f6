using System.Buffers;
using NATS.Client.Core;

namespace Liaison.Transports;

/// <summary>Writes packets directly into the buffer that NATS sends.</summary>
internal sealed class PacketSerializer : INatsSerialize<Packet>
{
    public static PacketSerializer Instance { get; } = new();

    public void Serialize(IBufferWriter<byte> bufferWriter, Packet value) => value.Write(bufferWriter);
}
