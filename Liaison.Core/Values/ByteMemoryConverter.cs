using Liaison.Messages;

namespace Liaison.Values;

/// <summary>Converts writable memory. The reader may write to it, so it is a copy of the attachment.</summary>
internal sealed class ByteMemoryConverter : BytesConverter<Memory<byte>>
{
    public override bool HandleNull => true;

    protected override Memory<byte> Own(byte[] bytes) => bytes;

    protected override Memory<byte> Take(IReadOnlyList<ReadOnlyMemory<byte>> attachments, int index) => AttachmentReference.ResolveArray(attachments, index);

    protected override ReadOnlyMemory<byte> BytesOf(Memory<byte> value) => value;
}
