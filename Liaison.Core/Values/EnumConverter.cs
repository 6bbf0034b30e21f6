using System.Text.Json;
using System.Text.Json.Serialization;

namespace Liaison.Values;

/// <summary>Reads an enumeration's value by its name, ignoring case, or by its number; writes the number.</summary>
internal sealed class EnumConverter : JsonConverter<Enum>
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override Enum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && Enum.TryParse(typeToConvert, reader.GetString(), ignoreCase: true, out var named))
        {
            return (Enum)named;
        }

        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var signed))
        {
            return (Enum)Enum.ToObject(typeToConvert, signed);
        }

        if (reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out var unsigned))
        {
            return (Enum)Enum.ToObject(typeToConvert, unsigned);
        }

        throw new JsonException($"Expected one of {string.Join(", ", Enum.GetNames(typeToConvert).Take(20))}, or its number.");
    }

    public override void Write(Utf8JsonWriter writer, Enum value, JsonSerializerOptions options)
    {
        if (Enum.GetUnderlyingType(value.GetType()) == typeof(ulong))
        {
            writer.WriteNumberValue(Convert.ToUInt64(value, null));
        }
        else
        {
            writer.WriteNumberValue(Convert.ToInt64(value, null));
        }
    }
}
