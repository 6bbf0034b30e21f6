using System.Text.Json;
using System.Text.Json.Serialization;
using Liaison.Messages;

namespace Liaison.Values;

/// <summary>Reads a stream that the other end sends, or a stream over given bytes. Writes a stream as its text.</summary>
/// <remarks>
/// The session, not this converter, sends the stream that a command returns. The contents of other streams belong to their owners.
/// </remarks>
internal sealed class StreamConverter : JsonConverter<Stream>
{
    private static readonly ReadOnlyByteMemoryConverter Bytes = new();

    public override bool CanConvert(Type typeToConvert) => typeof(Stream).IsAssignableFrom(typeToConvert);

    public override Stream Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (typeToConvert != typeof(Stream))
        {
            throw new JsonException($"A {TypeName.Short(typeToConvert)} cannot be given as JSON. Make the parameter a Stream, or give a reference to one: \"$name\".");
        }

        if (AttachmentScope.Reading is StreamValue stream && reader.TokenType == JsonTokenType.StartObject)
        {
            reader.Skip();
            return stream.OpenStream();
        }

        return AsStream(ReadBytes(ref reader, options));
    }

    public override void Write(Utf8JsonWriter writer, Stream value, JsonSerializerOptions options) =>
        writer.WriteStringValue(ValueWriter.Describe(value));

    /// <summary>Reads bytes that were sent where a stream is allowed.</summary>
    public static ReadOnlyMemory<byte> ReadBytes(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.StartObject)
        {
            return Bytes.Read(ref reader, typeof(ReadOnlyMemory<byte>), options);
        }

        throw new JsonException("A stream is {\"$stream\": number}, or bytes: base64 text, or {\"$attachment\": index} in a message that has attachments.");
    }

    // The bytes are part of their message, which nothing writes to.
    private static MemoryStream AsStream(ReadOnlyMemory<byte> bytes) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
}
