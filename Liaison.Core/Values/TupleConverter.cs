using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Liaison.Values;

/// <summary>A tuple, as an array of its items.</summary>
internal sealed class TupleConverter : JsonConverter<ITuple>
{
    public override bool CanConvert(Type typeToConvert) =>
        typeof(ITuple).IsAssignableFrom(typeToConvert) && typeToConvert.Namespace == nameof(System);

    public override ITuple Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Expected an array of the tuple's items.");
        }

        reader.Read();
        var tuple = ReadItems(ref reader, typeToConvert, options);
        return reader.TokenType == JsonTokenType.EndArray ? tuple : throw new JsonException("The array has more items than the tuple.");
    }

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

    // An eighth item and those behind it are a tuple of their own inside of the tuple.
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "The constructors of tuples are kept by ConverterResolver.")]
    private static ITuple ReadItems(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        var types = type.GetGenericArguments();
        var items = new object?[types.Length];
        for (var i = 0; i < items.Length; i++)
        {
            if (i == 7)
            {
                items[i] = ReadItems(ref reader, types[i], options);
                continue;
            }

            if (reader.TokenType == JsonTokenType.EndArray)
            {
                throw new JsonException($"The array has fewer than the tuple's {types.Length} items.");
            }

            items[i] = JsonSerializer.Deserialize(ref reader, options.GetTypeInfo(types[i]));
            reader.Read();
        }

        return (ITuple)Activator.CreateInstance(type, items)!;
    }
}
