using System.Text.Json;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Protocols;

/// <summary>Reads and writes single values.</summary>
internal static class JsonText
{
    /// <summary>How a value is read again: how deep it is was checked with its message.</summary>
    public static readonly JsonReaderOptions OfRead = new() { MaxDepth = int.MaxValue };

    /// <summary>The text of a string; null where the value is something else, or has half of a surrogate pair.</summary>
    public static string? TryGetText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <inheritdoc cref="TryGetText(ref Utf8JsonReader)"/>
    public static string? TryGetText(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, OfRead);
        return reader.Read() ? TryGetText(ref reader) : null;
    }

    /// <summary>Whether the text is one JSON value and nothing else.</summary>
    public static bool IsOneValue(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, OfRead);
        try
        {
            reader.Read();
            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Writes a value, one that stands in a message already as it is.</summary>
    public static void Write(FrameWriter into, object? value, JsonSerializerOptions options)
    {
        if (value is RawJson raw)
        {
            into.Append(raw.Utf8.Span);
        }
        else
        {
            ValueWriter.Write(into, value, options);
        }
    }

    /// <summary>Writes an id; null where there is none.</summary>
    public static void WriteId(FrameWriter into, ReadOnlySpan<byte> id) => into.Append(id.IsEmpty ? "null"u8 : id);
}
