using System.Buffers.Binary;
using System.Collections;

namespace Liaison.Messages;

/// <summary>The attachments of a received frame, as parts of its bytes.</summary>
/// <param name="frame">The frame; nobody writes to it any more.</param>
/// <param name="starts">
/// Where in it each attachment's length stands, the bytes behind it. A peer can send four bytes for each of them, and makes this end
/// hold no more than that.
/// </param>
internal sealed class AttachmentList(ReadOnlyMemory<byte> frame, int[] starts) : IReadOnlyList<ReadOnlyMemory<byte>>
{
    private byte[]?[]? _arrays;

    public int Count => starts.Length;

    public ReadOnlyMemory<byte> this[int index] =>
        frame.Slice(starts[index] + sizeof(uint), BinaryPrimitives.ReadInt32LittleEndian(frame.Span[starts[index]..]));

    /// <summary>
    /// A copy of the attachment: always the same, since a value is read again for each overload that it may fit, and since a peer can
    /// refer to one attachment as often as it likes.
    /// </summary>
    public byte[] ArrayOf(int index)
    {
        var arrays = _arrays ?? Interlocked.CompareExchange(ref _arrays, new byte[]?[Count], null) ?? _arrays!;
        return arrays[index] ?? Interlocked.CompareExchange(ref arrays[index], this[index].ToArray(), null) ?? arrays[index]!;
    }

    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
