using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Liaison.Values;

/// <summary>Writes a method as its name.</summary>
internal sealed class MethodNameConverter : JsonConverter<MethodBase>
{
    public override bool CanConvert(Type typeToConvert) => typeof(MethodBase).IsAssignableFrom(typeToConvert);

    public override MethodBase Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException("A method cannot be given as JSON.");

    public override void Write(Utf8JsonWriter writer, MethodBase value, JsonSerializerOptions options) =>
        writer.WriteStringValue(TypeName.Uri(value));
}
