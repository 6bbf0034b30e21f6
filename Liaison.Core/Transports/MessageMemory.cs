using System.Runtime.InteropServices;

namespace Liaison.Transports;

/// <summary>Memory for the received messages of one connection. For one reader.</summary>
/// <remarks>
/// A message belongs to its receiver, so each one has memory of its own. But the chunks of a stream are copied at once into the stream's
/// buffer, and they follow each other quickly. Their memory is used again: allocating it for each chunk would keep the garbage collector
/// busy, which stops all threads.
/// </remarks>
internal sealed class MessageMemory
{
    /// <summary>The smallest message whose memory is used again.</summary>
    public const int MinBytes = 16 * 1024;

    /// <summary>The largest message whose memory is used again.</summary>
    public const int MaxBytes = 256 * 1024;

    private byte[]? _lent;
    private byte[]? _spare;

    /// <summary>Memory of exactly this size for a message.</summary>
    public Memory<byte> Take(int count)
    {
        if (count is < MinBytes or > MaxBytes)
        {
            return GC.AllocateUninitializedArray<byte>(count);
        }

        // Memory that is much too large would stay allocated with a message that is kept.
        _lent = _spare is { } spare && count <= spare.Length && count >= spare.Length / 2 ? spare : GC.AllocateUninitializedArray<byte>(count);
        _spare = null;
        return _lent.AsMemory(0, count);
    }

    /// <summary>
    /// The next message may use the memory of this one, if it was the last one taken. Any other message means that no more large ones
    /// follow, and the spare memory is dropped.
    /// </summary>
    public void Recycle(ReadOnlyMemory<byte> message)
    {
        _spare = MemoryMarshal.TryGetArray(message, out var bytes) && ReferenceEquals(bytes.Array, _lent) ? _lent : null;
        _lent = null;
    }
}
