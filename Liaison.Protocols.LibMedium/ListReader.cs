using System.Buffers.Binary;

namespace Liaison.Protocols;

/// <summary>Reads a list: for each element its length as four bytes, and its bytes.</summary>
internal ref struct ListReader(ReadOnlySpan<byte> list)
{
    private ReadOnlySpan<byte> _left = list;

    /// <summary>Whether nothing is left.</summary>
    public readonly bool IsAtEnd => _left.IsEmpty;

    /// <summary>The next element; false where there is none, or it is longer than what is left.</summary>
    public bool TryNext(out ReadOnlySpan<byte> element)
    {
        element = default;
        if (!BinaryPrimitives.TryReadUInt32BigEndian(_left, out var length) || length > _left.Length - sizeof(uint))
        {
            return false;
        }

        element = _left.Slice(sizeof(uint), (int)length);
        _left = _left[(sizeof(uint) + (int)length)..];
        return true;
    }

    /// <summary>The next element.</summary>
    /// <exception cref="UnfitException">There is none, or it is longer than what is left.</exception>
    public ReadOnlySpan<byte> Next() =>
        TryNext(out var element) ? element : throw new UnfitException("a list is cut off: each element is its length as four bytes, and as many bytes");
}
