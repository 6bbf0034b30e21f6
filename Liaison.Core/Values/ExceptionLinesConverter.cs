using System.Text.Json;
using System.Text.Json.Serialization;
using Liaison.Messages;

namespace Liaison.Values;

/// <summary>Writes an exception that is a value, and not the failure of a call, as the lines of an error.</summary>
internal sealed class ExceptionLinesConverter(bool details) : JsonConverter<Exception>
{
    // A converter that the type names itself takes precedence.
    public override bool CanConvert(Type typeToConvert) =>
        typeof(Exception).IsAssignableFrom(typeToConvert) && !typeToConvert.IsDefined(typeof(JsonConverterAttribute), inherit: false);

    public override Exception Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException("An exception cannot be given as JSON.");

    public override void Write(Utf8JsonWriter writer, Exception value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var line in CommandError.From(value, details).Lines)
        {
            writer.WriteStringValue(line);
        }

        writer.WriteEndArray();
    }
}
