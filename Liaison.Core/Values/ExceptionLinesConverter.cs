using System.Text.Json;
using System.Text.Json.Serialization;
using Liaison.Messages;

namespace Liaison.Values;

/// <summary>Writes an exception that is a value, not a failure, as the lines of an error.</summary>
internal sealed class ExceptionLinesConverter : JsonConverter<Exception>
{
    public override bool CanConvert(Type typeToConvert) => typeof(Exception).IsAssignableFrom(typeToConvert);

    public override Exception Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException("An exception cannot be given as JSON.");

    public override void Write(Utf8JsonWriter writer, Exception value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(CommandError.LastLine(CommandError.TypeName(value), value.Message));
        writer.WriteEndArray();
    }
}
