using Liaison.Messages;

namespace Liaison.Values;

/// <summary>Memory of bytes that nobody writes to: the attachment itself, where it lies in its message.</summary>
internal sealed class ReadOnlyByteMemoryConverter : BytesConverter<ReadOnlyMemory<byte>>
{
    public override bool HandleNull => true;

    protected override ReadOnlyMemory<byte> Own(byte[] bytes) => bytes;

    protected override ReadOnlyMemory<byte> Take(IReadOnlyList<ReadOnlyMemory<byte>> attachments, int index) => AttachmentReference.Resolve(attachments, index);

    protected override ReadOnlyMemory<byte> BytesOf(ReadOnlyMemory<byte> value) => value;
}
