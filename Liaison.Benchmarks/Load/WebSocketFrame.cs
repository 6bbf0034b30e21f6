using System.Buffers.Binary;

namespace Liaison.Benchmarks.Load;

/// <summary>Frames as they are on the wire (RFC 6455, section 5.2).</summary>
internal static class WebSocketFrame
{
    private const byte FinalText = 0x81;
    private const byte FinalBinary = 0x82;
    private const byte Masked = 0x80;
    private const int Length16 = 126;
    private const int Length64 = 127;

    /// <summary>A client's sign of life: an empty pong that nobody asked for (section 5.5.3).</summary>
    public static ReadOnlySpan<byte> Heartbeat => [0x8A, Masked, 0, 0, 0, 0];

    /// <summary>A client's frame. The mask is the same for all, since it is not there for our sake.</summary>
    public static byte[] FromClient(ReadOnlySpan<byte> message, bool isBinary = false)
    {
        ReadOnlySpan<byte> mask = [0x12, 0x34, 0x56, 0x78];
        byte[] frame = [.. Header(message.Length, Masked, isBinary), .. mask, .. message];
        var body = frame.AsSpan(frame.Length - message.Length);
        for (var i = 0; i < body.Length; i++)
        {
            body[i] ^= mask[i & 3];
        }

        return frame;
    }

    /// <summary>A server's frame.</summary>
    public static byte[] FromServer(ReadOnlySpan<byte> message, bool isBinary = false) => [.. Header(message.Length, 0, isBinary), .. message];

    /// <summary>Reads a server's header. False: there is not all of it yet.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> bytes, out int headerBytes, out long bodyBytes)
    {
        (headerBytes, bodyBytes) = (2, 0);
        if (bytes.Length < 2)
        {
            return false;
        }

        headerBytes = bytes[1] switch { Length16 => 4, Length64 => 10, _ => 2 };
        if (bytes.Length < headerBytes)
        {
            return false;
        }

        bodyBytes = headerBytes switch
        {
            4 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            10 => BinaryPrimitives.ReadInt64BigEndian(bytes[2..]),
            _ => bytes[1],
        };
        return true;
    }

    private static byte[] Header(int length, byte masked, bool isBinary)
    {
        var header = new byte[length < Length16 ? 2 : length <= ushort.MaxValue ? 4 : 10];
        header[0] = isBinary ? FinalBinary : FinalText;
        header[1] = (byte)(masked | (header.Length switch { 4 => Length16, 10 => Length64, _ => length }));
        if (header.Length == 4)
        {
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)length);
        }
        else if (header.Length == 10)
        {
            BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(2), length);
        }

        return header;
    }
}
