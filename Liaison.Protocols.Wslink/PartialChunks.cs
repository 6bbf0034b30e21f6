namespace Liaison.Protocols;

/// <summary>A message of which not all chunks have arrived. Its buffer grows with what arrives, and never past the message's length.</summary>
/// <param name="total">The message's length.</param>
internal sealed class PartialChunks(int total)
{
    private byte[] _bytes = [];

    public int Total => total;

    /// <summary>The bytes that have arrived.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes that are held.</summary>
    public int Capacity => _bytes.Length;

    /// <summary>The message, once all of it has arrived.</summary>
    public ReadOnlyMemory<byte> Whole => _bytes;

    /// <summary>How many bytes more are held once so many have arrived.</summary>
    public int Growth(int arriving) => CapacityFor(arriving) - Capacity;

    /// <summary>Adds what has arrived; how many bytes more are held.</summary>
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
