using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Liaison.Messages;

/// <summary>The JSON object that refers to a stream: <c>{"$stream": number}</c>, or <c>{"$stream": number, "length": bytes}</c>.</summary>
internal static class StreamReference
{
    private const int LongestText = 256;

    private static ReadOnlySpan<byte> Name => "$stream"u8;

    /// <summary>The stream that a whole JSON value refers to; null if it refers to none.</summary>
    public static StreamValue? Read(ReadOnlyMemory<byte> json, StreamSource? source)
    {
        // A fast exit for nearly all values: a reference begins with a brace, and is short.
        if (source is null || json.Length is 0 or > LongestText || json.Span[0] != '{')
        {
            return null;
        }

        return TryRead(json.Span, out var number, out var length) ? new StreamValue(source, number, length) : null;
    }

    public static byte[] Write(long number, long? length) => Encoding.ASCII.GetBytes(length is { } bytes
        ? string.Create(CultureInfo.InvariantCulture, $"{{\"$stream\":{number},\"length\":{bytes}}}")
        : string.Create(CultureInfo.InvariantCulture, $"{{\"$stream\":{number}}}"));

    private static bool TryRead(ReadOnlySpan<byte> json, out long number, out long? length)
    {
        (number, length) = (0, null);
        var reader = new Utf8JsonReader(json, ArgumentScanner.OfScanned);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isNumber = !reader.ValueIsEscaped && reader.ValueSpan.SequenceEqual(Name);
            var isLength = !reader.ValueIsEscaped && reader.ValueSpan.SequenceEqual("length"u8);
            reader.Read();
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var value) || value < 0 || !(isNumber || isLength))
            {
                return false;
            }

            (number, length) = isNumber ? (value, length) : (number, value);
        }

        return number > 0;
    }
}
