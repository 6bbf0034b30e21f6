using System.Buffers.Binary;
using System.Text;

namespace Liaison.Tests.Rfc6455;

/// <summary>Writes frames as section 5.2 draws them, right or wrong.</summary>
/// <param name="mask">The masking key, as clients need one; null for none, as servers send.</param>
internal sealed class WireFrame(uint? mask)
{
    public const int Fin = 0x80;
    public const int Rsv1 = 0x40;
    public const int Rsv2 = 0x20;
    public const int Rsv3 = 0x10;
    public const int Continuation = 0;
    public const int Text = 1;
    public const int Binary = 2;
    public const int CloseCode = 8;
    public const int PingCode = 9;
    public const int PongCode = 10;

    /// <summary>A client's frames, with the key of the example in section 5.7.</summary>
    public static WireFrame OfClient { get; } = new(0x37fa213d);

    /// <summary>A server's frames.</summary>
    public static WireFrame OfServer { get; } = new(null);

    /// <summary>The same end, masking where that is wrong, or not masking where that is.</summary>
    public WireFrame Wrong => mask is null ? OfClient : OfServer;

    public byte[] Whole(string text) => Of(Fin | Text, text);

    public byte[] Of(int first, string payload) => Of(first, Encoding.UTF8.GetBytes(payload));

    /// <summary>The frame with its first byte, and its length in the shortest form.</summary>
    public byte[] Of(int first, params byte[] payload) => Of(first, payload, payload.Length switch
    {
        < 126 => 1,
        <= ushort.MaxValue => 3,
        _ => 9,
    });

    /// <summary>The same with its length in one byte, in three or in nine.</summary>
    public byte[] Of(int first, byte[] payload, int lengthBytes) => Declaring(first, lengthBytes, (ulong)payload.Length, payload);

    /// <summary>The same, declaring any length.</summary>
    public byte[] Declaring(int first, int lengthBytes, ulong length, byte[] payload)
    {
        var bit = mask is null ? 0 : 0x80;
        var extended = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(extended, length);
        byte[] head = lengthBytes switch
        {
            1 => [(byte)first, (byte)(bit | (int)length)],
            3 => [(byte)first, (byte)(bit | 126), .. extended[6..]],
            _ => [(byte)first, (byte)(bit | 127), .. extended],
        };
        if (mask is not { } key)
        {
            return [.. head, .. payload];
        }

        var keyBytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(keyBytes, key);
        return [.. head, .. keyBytes, .. payload.Select((value, i) => (byte)(value ^ keyBytes[i % 4]))];
    }

    public byte[] Close(int status, string reason = "") => Of(Fin | CloseCode, [(byte)(status >> 8), (byte)status, .. Encoding.UTF8.GetBytes(reason)]);
}
