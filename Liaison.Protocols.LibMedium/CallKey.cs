using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>
/// The 16 bytes with which a client identifies its call: four random bytes of the connection, four bytes for the method, eight for
/// the call's number. So no table is needed to read an answer.
/// </summary>
internal sealed class CallKey
{
    public const int Length = 16;

    private const uint NoId = 0x8000_0000;

    private readonly byte[] _own = RandomNumberGenerator.GetBytes(sizeof(uint));

    /// <summary>Writes the key of a call.</summary>
    /// <exception cref="NotSupportedException">The call's id is not a number.</exception>
    public void Write(CallId id, int method, Span<byte> key)
    {
        var number = 0L;
        if (!id.IsNone && !(Utf8Parser.TryParse(id.Json.Span, out number, out var used) && used == id.Json.Length))
        {
            throw new NotSupportedException($"LibMedium's calls have numbers as ids here, not {id}. Let the client number its calls.");
        }

        _own.CopyTo(key);
        BinaryPrimitives.WriteUInt32BigEndian(key[4..], (uint)method | (id.IsNone ? NoId : 0));
        BinaryPrimitives.WriteInt64BigEndian(key[8..], number);
    }

    /// <summary>
    /// Reads the key of a call. Returns false if the key is not of this connection, or if its call expects no answer.
    /// </summary>
    public bool TryRead(ReadOnlySpan<byte> key, out CallId id, out int method)
    {
        (id, method) = (CallId.None, 0);
        if (key.Length < Length || !key.StartsWith(_own))
        {
            return false;
        }

        var word = BinaryPrimitives.ReadUInt32BigEndian(key[4..]);
        if (word >= NoId)
        {
            return false;
        }

        method = (int)word;
        id = CallId.Of(BinaryPrimitives.ReadInt64BigEndian(key[8..]));
        return true;
    }
}
