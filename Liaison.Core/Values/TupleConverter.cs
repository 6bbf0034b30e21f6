using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Liaison.Values;

/// <summary>Writes a tuple as an array of its items.</summary>
internal sealed class TupleConverter : JsonConverter<ITuple>
{
    public override bool CanConvert(Type typeToConvert) =>
        typeof(ITuple).IsAssignableFrom(typeToConvert) && typeToConvert.Namespace == nameof(System);

    public override ITuple Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException("A tuple inside of another value cannot be read from JSON.");

    public override void Write(Utf8JsonWriter writer, ITuple value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        for (var i = 0; i < value.Length; i++)
        {
            var item = value[i];
            if (item is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                JsonSerializer.Serialize(writer, item, options.GetTypeInfo(item.GetType()));
            }
        }

        writer.WriteEndArray();
    }
}
