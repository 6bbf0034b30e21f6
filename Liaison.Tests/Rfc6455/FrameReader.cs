using System.Buffers.Binary;

namespace Liaison.Tests.Rfc6455;

/// <summary>Reads frames as section 5.2 draws them.</summary>
internal static class FrameReader
{
    /// <summary>The opcode of the next frame, and its payload without the mask.</summary>
    /// <exception cref="IOException">The stream ended.</exception>
    public static async Task<(int Opcode, byte[] Payload)> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var (first, _, payload) = await ReadRawAsync(stream, cancellationToken);
        return (first & 0x0f, payload);
    }

    /// <summary>The first byte of the next frame, its masking key if it has one, and its payload without the mask.</summary>
    /// <exception cref="IOException">The stream ended.</exception>
    public static async Task<(byte First, byte[]? Key, byte[] Payload)> ReadRawAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = await ReadBytesAsync(stream, 2, cancellationToken);
        var length = (head[1] & 0x7f) switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(await ReadBytesAsync(stream, 2, cancellationToken)),
            127 => (int)BinaryPrimitives.ReadInt64BigEndian(await ReadBytesAsync(stream, 8, cancellationToken)),
            var small => small,
        };
        var key = (head[1] & 0x80) == 0 ? null : await ReadBytesAsync(stream, 4, cancellationToken);
        var payload = await ReadBytesAsync(stream, length, cancellationToken);
        return (head[0], key, key is null ? payload : [.. payload.Select((value, i) => (byte)(value ^ key[i % 4]))]);
    }

    private static async Task<byte[]> ReadBytesAsync(Stream stream, int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
