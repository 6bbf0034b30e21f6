namespace Liaison.Protocols;

/// <summary>
/// A message whose chunks have not all arrived. Its buffer grows with the bytes that arrive, up to the message's length.
/// </summary>
/// <param name="total">The message's length.</param>
internal sealed class PartialChunks(int total)
{
    private byte[] _bytes = [];

    public int Total => total;

    /// <summary>The number of bytes that have arrived.</summary>
    public int Length { get; private set; }

    /// <summary>The size of the buffer.</summary>
    public int Capacity => _bytes.Length;

    /// <summary>The message, after all of it has arrived.</summary>
    public ReadOnlyMemory<byte> Whole => _bytes;

    /// <summary>Returns by how many bytes the buffer will grow for so many arriving bytes.</summary>
    public int Growth(int arriving) => CapacityFor(arriving) - Capacity;

    /// <summary>Adds bytes that arrived. Returns by how many bytes the buffer has grown.</summary>
    public int Append(ReadOnlySpan<byte> chunk)
    {
        var growth = Growth(chunk.Length);
        if (growth > 0)
        {
            Array.Resize(ref _bytes, Capacity + growth);
        }

        chunk.CopyTo(_bytes.AsSpan(Length));
        Length += chunk.Length;
        return growth;
    }

    private int CapacityFor(int arriving)
    {
        var needed = Length + arriving;
        return needed <= Capacity ? Capacity : (int)Math.Min(total, Math.Max(Capacity * 2L, needed));
    }
}
