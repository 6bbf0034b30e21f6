using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Liaison.Values;

/// <summary>Converts a tuple to and from an array of its items.</summary>
/// <remarks>It converts objects, since the serializer does not treat a nullable tuple as an <see cref="ITuple"/>.</remarks>
/// <param name="hosts">The host's own converters. They take precedence, for the nullable type too.</param>
internal sealed class TupleConverter(JsonConverter[] hosts) : JsonConverter<object>
{
    public override bool CanConvert(Type typeToConvert)
    {
        var plain = Nullable.GetUnderlyingType(typeToConvert) ?? typeToConvert;
        return TupleType.Is(plain) && !Array.Exists(hosts, converter => converter.CanConvert(plain));
    }

    public override object Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var type = Nullable.GetUnderlyingType(typeToConvert) ?? typeToConvert;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("A tuple is an array of its items.");
        }

        var types = TupleType.ItemsOf(type);
        var items = new List<object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (items.Count == types.Count)
            {
                throw new JsonException("The array has more items than the tuple.");
            }

            items.Add(JsonSerializer.Deserialize(ref reader, options.GetTypeInfo(types[items.Count])));
        }

        return items.Count == types.Count ? TupleType.Create(type, items) : throw new JsonException("The array has fewer items than the tuple.");
    }

    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
    {
        var tuple = (ITuple)value;
        writer.WriteStartArray();
        for (var i = 0; i < tuple.Length; i++)
        {
            var item = tuple[i];
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

    // The serializer would call the converter of objects, which calls this one again, until the stack overflows.
    public override void WriteAsPropertyName(Utf8JsonWriter writer, object value, JsonSerializerOptions options) =>
        throw new NotSupportedException("A tuple cannot be the name of a member.");

    public override object ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("A tuple cannot be the name of a member.");
}
