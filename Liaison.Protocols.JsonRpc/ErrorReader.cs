using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>
/// Reads an error object (specification, section 5.1): of Liaison, with the whole error in <c>data</c>, or of another
/// implementation.
/// </summary>
internal static class ErrorReader
{
    /// <summary>Returns the error, or null if the value is not an object.</summary>
    public static CommandError? TryRead(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span, JsonText.OfRead);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        var number = 0;
        string? message = null;
        var data = default(Data);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            if (name.SequenceEqual("code"u8))
            {
                number = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var value) ? value : 0;
            }
            else if (name.SequenceEqual("message"u8))
            {
                message = JsonText.TryGetText(ref reader);
            }
            else if (name.SequenceEqual("data"u8))
            {
                data = ReadData(ref reader, json);
            }

            reader.Skip();
        }

        var code = data.Code ?? ErrorNumber.ToCode(number);

        // If the specification prescribes the text, the other end's own text is in the data. For other errors the data may mean
        // anything.
        message = (ErrorNumber.TextOf(number) is null ? null : data.Message) ?? message ?? "The other end did not say why.";
        var known = CommandError.Of(code, message);
        var type = data.Type ?? known.Type;
        return known with { Type = type, Lines = data.Stack ?? [$"{type}: {message}\n"], Data = data.Carried };
    }

    private static Data ReadData(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json)
    {
        var data = default(Data);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return data;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            if (name.SequenceEqual("code"u8))
            {
                data.Code = JsonText.TryGetText(ref reader);
            }
            else if (name.SequenceEqual("type"u8))
            {
                data.Type = JsonText.TryGetText(ref reader);
            }
            else if (name.SequenceEqual("message"u8))
            {
                data.Message = JsonText.TryGetText(ref reader);
            }
            else if (name.SequenceEqual("stack"u8))
            {
                data.Stack = ReadLines(ref reader);
            }
            else if (name.SequenceEqual("data"u8) && reader.TokenType != JsonTokenType.Null)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                data.Carried = new RawJson(json[start..(int)reader.BytesConsumed]);
            }

            reader.Skip();
        }

        return data;
    }

    // Returns null if it is not an array of texts: another implementation may use "stack" for something else.
    private static List<string>? ReadLines(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        var lines = new List<string>();
        var areTexts = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (JsonText.TryGetText(ref reader) is { } line)
            {
                lines.Add(line);
            }
            else
            {
                areTexts = false;
                reader.Skip();
            }
        }

        return areTexts && lines.Count > 0 ? lines : null;
    }

    private struct Data
    {
        public string? Code;
        public string? Type;
        public string? Message;
        public List<string>? Stack;
        public RawJson? Carried;
    }
}
