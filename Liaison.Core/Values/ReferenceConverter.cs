using System.Text.Json;
using System.Text.Json.Serialization;
using Liaison.Messages;

namespace Liaison.Values;

/// <summary>Writes a reference. It is marked if <see cref="DollarText.Escape"/> runs later and must tell it from data.</summary>
internal sealed class ReferenceConverter : JsonConverter<Reference>
{
    public override Reference Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException("A reference is replaced by the object that it points at. Give the parameter the type of that object.");

    public override void Write(Utf8JsonWriter writer, Reference value, JsonSerializerOptions options) =>
        writer.WriteStringValue(EscapeScope.Marks ? DollarText.Marked(value) : value.ToString());
}
