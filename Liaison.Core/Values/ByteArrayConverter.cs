using Liaison.Messages;

namespace Liaison.Values;

/// <summary>Converts a byte array. The reader may write to the array, so it is a copy of the attachment.</summary>
internal sealed class ByteArrayConverter : BytesConverter<byte[]>
{
    protected override byte[] Own(byte[] bytes) => bytes;

    protected override byte[] Take(IReadOnlyList<ReadOnlyMemory<byte>> attachments, int index) => AttachmentReference.ResolveArray(attachments, index);

    protected override ReadOnlyMemory<byte> BytesOf(byte[] value) => value;
}
