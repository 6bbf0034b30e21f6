using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Liaison.Values;

/// <summary>Converts a whole number of any size to and from a JSON number.</summary>
internal sealed class BigIntegerConverter : JsonConverter<BigInteger>
{
    // Limited, because the time to parse grows with the square of the length.
    private const int MaxDigits = 10_000;

    public override BigInteger Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var isNumber = reader.TokenType == JsonTokenType.Number
            || (reader.TokenType == JsonTokenType.String && options.NumberHandling.HasFlag(JsonNumberHandling.AllowReadingFromString));
        if (!isNumber || reader.ValueSpan.Length > MaxDigits)
        {
            throw new JsonException($"Expected a whole number of at most {MaxDigits} digits.");
        }

        return BigInteger.TryParse(Encoding.ASCII.GetString(reader.ValueSpan), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new JsonException("Expected a whole number.");
    }

    public override void Write(Utf8JsonWriter writer, BigInteger value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.ToString(CultureInfo.InvariantCulture), skipInputValidation: true);
}
