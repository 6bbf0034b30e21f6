using System.Text.Json;
using System.Text.Json.Serialization;

namespace Liaison.Values;

/// <summary>
/// Writes a type as its name. It never reads a name as a type, since that would give access to types that are not exposed.
/// </summary>
internal sealed class TypeNameConverter : JsonConverter<Type>
{
    public override bool CanConvert(Type typeToConvert) => typeof(Type).IsAssignableFrom(typeToConvert);

    public override Type Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException("A type cannot be given as JSON. Register it under a name and give a reference to that: \"$name\".");

    public override void Write(Utf8JsonWriter writer, Type value, JsonSerializerOptions options) =>
        writer.WriteStringValue(TypeName.Uri(value));
}
