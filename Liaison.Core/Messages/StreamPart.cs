using System.Collections;

namespace Liaison.Messages;

/// <summary>Marks a value as a stream. It takes the place of the value's attachments, and has no items.</summary>
internal abstract class StreamPart : IReadOnlyList<ReadOnlyMemory<byte>>
{
    public int Count => 0;

    public ReadOnlyMemory<byte> this[int index] => throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => Enumerable.Empty<ReadOnlyMemory<byte>>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
