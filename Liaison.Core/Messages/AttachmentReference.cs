using System.Text.Json;

namespace Liaison.Messages;

/// <summary>
/// The JSON object that refers to an attachment: exactly <c>{"$attachment": index}</c> (WIRE, section 1, Binary attachments).
/// </summary>
internal static class AttachmentReference
{
    private static readonly JsonEncodedText Name = JsonEncodedText.Encode("$attachment");

    /// <summary>Whether the value at the reader's position is a reference. The reader is a copy, so the caller's does not move.</summary>
    public static bool TryRead(Utf8JsonReader reader, out int index)
    {
        index = -1;
        return reader.TokenType == JsonTokenType.StartObject
            && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && IsName(ref reader)
            && reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out index) && index >= 0
            && reader.Read() && reader.TokenType == JsonTokenType.EndObject;
    }

    public static void Write(Utf8JsonWriter writer, int index)
    {
        writer.WriteStartObject();
        writer.WriteNumber(Name, index);
        writer.WriteEndObject();
    }

    /// <summary>The attachment with an index.</summary>
    /// <exception cref="JsonException">There is no such attachment.</exception>
    public static ReadOnlyMemory<byte> Resolve(IReadOnlyList<ReadOnlyMemory<byte>> attachments, int index)
    {
        Check(attachments, index);
        return attachments[index];
    }

    /// <summary>The attachment with an index, as an array that the reader of the message owns.</summary>
    /// <exception cref="JsonException">There is no such attachment.</exception>
    public static byte[] ResolveArray(IReadOnlyList<ReadOnlyMemory<byte>> attachments, int index)
    {
        Check(attachments, index);
        return attachments switch
        {
            AttachmentList received => received.ArrayOf(index),
            GatheredBytes gathered => gathered.Array,
            _ => attachments[index].ToArray(),
        };
    }

    // Comparing a name with half of a surrogate pair throws.
    private static bool IsName(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.ValueIsEscaped ? reader.ValueTextEquals(Name.EncodedUtf8Bytes) : reader.ValueSpan.SequenceEqual(Name.EncodedUtf8Bytes);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static void Check(IReadOnlyList<ReadOnlyMemory<byte>> attachments, int index)
    {
        if (index >= attachments.Count)
        {
            throw new JsonException($"There is no attachment {index}: the message has {attachments.Count}, counted from 0.");
        }
    }
}
