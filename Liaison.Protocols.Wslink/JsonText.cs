using System.Text.Json;

namespace Liaison.Protocols;

/// <summary>Reads single values.</summary>
internal static class JsonText
{
    /// <summary>Options to read a value again. Its depth was checked with its message.</summary>
    public static readonly JsonReaderOptions OfRead = new() { MaxDepth = int.MaxValue };

    /// <summary>Returns the text of a string, or null if the value is not a string or contains half of a surrogate pair.</summary>
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
        return !json.IsEmpty && reader.Read() ? TryGetText(ref reader) : null;
    }

    /// <summary>Whether the text is exactly one JSON string.</summary>
    public static bool IsString(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, OfRead);
        try
        {
            return !text.IsEmpty && reader.Read() && reader.TokenType == JsonTokenType.String && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>
    /// Whether the reader is at <c>{"$attachment": index}</c>. The reader is a copy, so the caller's reader does not move.
    /// </summary>
    public static bool TryGetAttachment(Utf8JsonReader reader, int count, out int index)
    {
        index = -1;
        return reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueSpan.SequenceEqual("$attachment"u8)
            && reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out index) && index >= 0 && index < count
            && reader.Read() && reader.TokenType == JsonTokenType.EndObject;
    }
}
