using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Liaison.Messages;

namespace Liaison.Values;

/// <summary>Reads JSON for a parameter of type <see cref="object"/>.</summary>
/// <remarks>
/// A number becomes a <see cref="long"/> or a <see cref="double"/>, depending on how it is written; a whole number that is too large
/// becomes a <see cref="BigInteger"/>. An array becomes a list. An object becomes a dictionary, or a byte array if it refers to an
/// attachment.
/// </remarks>
internal sealed class UntypedConverter : JsonConverter<object>
{
    private static readonly BigIntegerConverter Large = new();

    public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(object);

    public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ReadValue(ref reader, options);

    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
    {
        if (value.GetType() == typeof(object))
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        }
        else
        {
            JsonSerializer.Serialize(writer, value, options.GetTypeInfo(value.GetType()));
        }
    }

    /// <summary>Writes the key of a dictionary whose keys are objects.</summary>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, object value, JsonSerializerOptions options) =>
        writer.WritePropertyName(Convert.ToString(value, CultureInfo.InvariantCulture)!);

    public override object ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

    /// <summary>Reads the value at the reader's position. The reader ends on the value's last token.</summary>
    private static object? ReadValue(ref Utf8JsonReader reader, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => ReadNumber(ref reader, options),
        JsonTokenType.StartArray => ReadArray(ref reader, options),
        _ => ReadObject(ref reader, options),
    };

    private static object ReadNumber(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (reader.TryGetInt64(out var whole))
        {
            return whole;
        }

        return reader.ValueSpan.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0
            ? Large.Read(ref reader, typeof(BigInteger), options)
            : reader.GetDouble();
    }

    private static List<object?> ReadArray(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        var items = new List<object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader, options));
        }

        return items;
    }

    private static object ReadObject(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (AttachmentScope.Reading is { } attachments && AttachmentReference.TryRead(reader, out var index))
        {
            reader.Skip();
            return AttachmentReference.ResolveArray(attachments, index);
        }

        var members = new Dictionary<string, object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            members[name] = ReadValue(ref reader, options);
        }

        return members;
    }
}
