using System.Collections;
using System.Text.Json;

namespace Liaison.Messages;

/// <summary>All bytes of a received stream, as the one attachment of the value that was the stream.</summary>
/// <param name="bytes">The bytes. They belong to the reader of the value.</param>
internal sealed class GatheredBytes(byte[] bytes) : IReadOnlyList<ReadOnlyMemory<byte>>
{
    private static readonly byte[] Reference = "{\"$attachment\":0}"u8.ToArray();

    public byte[] Array => bytes;

    public int Count => 1;

    public ReadOnlyMemory<byte> this[int index] => index == 0 ? bytes : throw new ArgumentOutOfRangeException(nameof(index));

    public Argument ToArgument(string? name) => new(name, Reference, JsonTokenType.StartObject) { Attachments = this };

    public RawJson ToJson() => new(Reference, this);

    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator()
    {
        yield return bytes;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
