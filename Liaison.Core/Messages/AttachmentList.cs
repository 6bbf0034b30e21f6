using System.Buffers.Binary;
using System.Collections;

namespace Liaison.Messages;

/// <summary>The attachments of a received frame, as slices of its bytes.</summary>
/// <param name="frame">The frame. Its bytes no longer change.</param>
/// <param name="starts">
/// The position of each attachment's length in the frame; its bytes follow. A peer must send at least four bytes per
/// attachment, and this array needs no more memory than that.
/// </param>
internal sealed class AttachmentList(ReadOnlyMemory<byte> frame, int[] starts) : IReadOnlyList<ReadOnlyMemory<byte>>
{
    private byte[]?[]? _arrays;

    public int Count => starts.Length;

    public ReadOnlyMemory<byte> this[int index] =>
        frame.Slice(starts[index] + sizeof(uint), BinaryPrimitives.ReadInt32LittleEndian(frame.Span[starts[index]..]));

    /// <summary>Copies the attachment into an array. The same array is returned each time.</summary>
    /// <remarks>
    /// A value is read again for each overload that it may fit, and a peer can refer to one attachment as often as it likes.
    /// </remarks>
    public byte[] ArrayOf(int index)
    {
        var arrays = _arrays ?? Interlocked.CompareExchange(ref _arrays, new byte[]?[Count], null) ?? _arrays!;
        return arrays[index] ?? Interlocked.CompareExchange(ref arrays[index], this[index].ToArray(), null) ?? arrays[index]!;
    }

    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
