using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Liaison.Values;

/// <summary>Reads an enumeration value by its name, ignoring case, or by its number; writes the number.</summary>
/// <remarks>It converts objects, since the serializer does not treat a nullable enumeration as an <see cref="Enum"/>.</remarks>
/// <param name="hosts">The host's own converters. They take precedence, for the nullable type too.</param>
internal sealed class EnumConverter(JsonConverter[] hosts) : JsonConverter<object>
{
    // A converter that the type names itself takes precedence.
    public override bool CanConvert(Type typeToConvert) =>
        Plain(typeToConvert) is { IsEnum: true } type
        && !type.IsDefined(typeof(JsonConverterAttribute), inherit: false)
        && !Array.Exists(hosts, converter => converter.CanConvert(type));

    public override object Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var type = Plain(typeToConvert);
        return reader.TokenType switch
        {
            JsonTokenType.String => Parse(type, reader.GetString()!),
            JsonTokenType.Number when reader.TryGetInt64(out var signed) => OfNumber(type, signed),
            JsonTokenType.Number when reader.TryGetUInt64(out var unsigned) => OfNumber(type, unsigned),
            _ => throw Unfit(type),
        };
    }

    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
    {
        if (Enum.GetUnderlyingType(value.GetType()) == typeof(ulong))
        {
            writer.WriteNumberValue(Convert.ToUInt64(value, CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
        }
    }

    public override object ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(typeToConvert, reader.GetString()!);

    // A key must be text, and people read keys, so the name is written.
    public override void WriteAsPropertyName(Utf8JsonWriter writer, object value, JsonSerializerOptions options) => writer.WritePropertyName(value.ToString()!);

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static object Parse(Type type, string text) => Enum.TryParse(type, text, ignoreCase: true, out var value) ? value : throw Unfit(type);

    private static object OfNumber(Type type, IConvertible number)
    {
        try
        {
            return Enum.ToObject(type, number.ToType(Enum.GetUnderlyingType(type), CultureInfo.InvariantCulture));
        }
        catch (OverflowException)
        {
            throw Unfit(type);
        }
    }

    private static JsonException Unfit(Type type) => new($"Expected one of {string.Join(", ", Enum.GetNames(type).Take(20))}, or its number.");
}
