using System.Collections;

namespace Liaison.Messages;

/// <summary>What stands beside a value that is a stream, in the place where other values have their attachments: it has none.</summary>
internal abstract class StreamPart : IReadOnlyList<ReadOnlyMemory<byte>>
{
    public int Count => 0;

    public ReadOnlyMemory<byte> this[int index] => throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => Enumerable.Empty<ReadOnlyMemory<byte>>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
