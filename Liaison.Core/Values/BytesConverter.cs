using System.Text.Json;
using System.Text.Json.Serialization;
using Liaison.Messages;

namespace Liaison.Values;

/// <summary>
/// Converts bytes: to an attachment if the message has attachments, else to base64 text (WIRE, section 1, Binary attachments).
/// </summary>
/// <remarks>Reading accepts both forms.</remarks>
internal abstract class BytesConverter<T> : JsonConverter<T>
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        if (AttachmentScope.Reading is { } attachments && AttachmentReference.TryRead(reader, out var index))
        {
            reader.Skip();
            return Take(attachments, index);
        }

        return reader.TokenType == JsonTokenType.String
            ? Own(reader.GetBytesFromBase64())
            : throw new JsonException("Bytes are base64 text, or {\"$attachment\": index} in a message that has attachments.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        var bytes = BytesOf(value);
        if (AttachmentScope.Writing is { } attachments)
        {
            AttachmentReference.Write(writer, attachments.Count);
            attachments.Add(bytes);
        }
        else
        {
            writer.WriteBase64StringValue(bytes.Span);
        }
    }

    /// <summary>Makes the value from an array that nothing else refers to.</summary>
    protected abstract T Own(byte[] bytes);

    /// <summary>Makes the value from an attachment.</summary>
    protected abstract T Take(IReadOnlyList<ReadOnlyMemory<byte>> attachments, int index);

    protected abstract ReadOnlyMemory<byte> BytesOf(T value);
}
