using System.Buffers.Binary;

namespace Liaison.Protocols;

/// <summary>Reads a list. Each element is its length in four bytes, followed by its bytes.</summary>
internal ref struct ListReader(ReadOnlySpan<byte> list)
{
    private ReadOnlySpan<byte> _left = list;

    /// <summary>Whether all elements were read.</summary>
    public readonly bool IsAtEnd => _left.IsEmpty;

    /// <summary>Reads the next element. Returns false if there is none, or if it is longer than the remaining bytes.</summary>
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

    /// <summary>Reads the next element.</summary>
    /// <exception cref="UnfitException">There is no element, or it is longer than the remaining bytes.</exception>
    public ReadOnlySpan<byte> Next() =>
        TryNext(out var element) ? element : throw new UnfitException("a list is cut off: each element is its length in four bytes, followed by that many bytes");
}
