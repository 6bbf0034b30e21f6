using System.Text.Json;
using System.Text.Json.Serialization;

namespace Liaison.Values;

/// <summary>Writes an <see cref="IOpaque"/> as its <see cref="object.ToString"/>.</summary>
internal sealed class OpaqueConverter : JsonConverter<IOpaque>
{
    public override bool CanConvert(Type typeToConvert) => typeof(IOpaque).IsAssignableFrom(typeToConvert);

    public override IOpaque Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException($"A {TypeName.Short(typeToConvert)} cannot be given as JSON. Give a reference to one: \"$name\".");

    public override void Write(Utf8JsonWriter writer, IOpaque value, JsonSerializerOptions options) =>
        writer.WriteStringValue(ValueWriter.Describe(value));
}
