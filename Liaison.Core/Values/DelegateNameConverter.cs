using System.Text.Json;
using System.Text.Json.Serialization;

namespace Liaison.Values;

/// <summary>Writes a delegate as the name of its method.</summary>
internal sealed class DelegateNameConverter : JsonConverter<Delegate>
{
    public override bool CanConvert(Type typeToConvert) => typeof(Delegate).IsAssignableFrom(typeToConvert);

    public override Delegate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException("A function cannot be given as JSON. Give a reference to a method: \"$name.Method\".");

    public override void Write(Utf8JsonWriter writer, Delegate value, JsonSerializerOptions options) =>
        writer.WriteStringValue(TypeName.Uri(value.Method));
}
