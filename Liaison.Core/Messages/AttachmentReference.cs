using System.Text.Json;

namespace Liaison.Messages;

/// <summary>What stands in JSON for bytes beside it: <c>{"$attachment": index}</c>, and nothing more in the object (WIRE, section 1, Binary attachments).</summary>
internal static class AttachmentReference
{
    private static readonly JsonEncodedText Name = JsonEncodedText.Encode("$attachment");

    /// <summary>Whether the value that the reader stands on is one. The reader is a copy: the caller's stays where it is.</summary>
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

    /// <summary>The bytes that an index stands for.</summary>
    /// <exception cref="JsonException">There are none.</exception>
    public static ReadOnlyMemory<byte> Resolve(IReadOnlyList<ReadOnlyMemory<byte>> attachments, int index)
    {
        Check(attachments, index);
        return attachments[index];
    }

    /// <summary>The bytes that an index stands for, in an array for whoever reads the message.</summary>
    /// <exception cref="JsonException">There are none.</exception>
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

    // A name with half of a surrogate pair cannot be compared to any text, and is told of as an exception.
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
