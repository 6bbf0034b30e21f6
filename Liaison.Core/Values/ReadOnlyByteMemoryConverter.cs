using Liaison.Messages;

namespace Liaison.Values;

/// <summary>Converts read-only memory. Nothing writes to it, so it is the attachment itself, without a copy.</summary>
internal sealed class ReadOnlyByteMemoryConverter : BytesConverter<ReadOnlyMemory<byte>>
{
    public override bool HandleNull => true;

    protected override ReadOnlyMemory<byte> Own(byte[] bytes) => bytes;

    protected override ReadOnlyMemory<byte> Take(IReadOnlyList<ReadOnlyMemory<byte>> attachments, int index) => AttachmentReference.Resolve(attachments, index);

    protected override ReadOnlyMemory<byte> BytesOf(ReadOnlyMemory<byte> value) => value;
}
