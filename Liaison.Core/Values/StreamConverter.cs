using System.Text.Json;
using System.Text.Json.Serialization;

namespace Liaison.Values;

/// <summary>Writes a stream as its text: its contents are for whoever holds it, and some of its getters throw.</summary>
internal sealed class StreamConverter : JsonConverter<Stream>
{
    public override bool CanConvert(Type typeToConvert) => typeof(Stream).IsAssignableFrom(typeToConvert);

    public override Stream Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException("A stream cannot be given as JSON. Give a reference to one: \"$name\".");

    public override void Write(Utf8JsonWriter writer, Stream value, JsonSerializerOptions options) =>
        writer.WriteStringValue(ValueWriter.Describe(value));
}
