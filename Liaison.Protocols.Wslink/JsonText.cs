using System.Text.Json;

namespace Liaison.Protocols;

/// <summary>Reads single values.</summary>
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
        return !json.IsEmpty && reader.Read() ? TryGetText(ref reader) : null;
    }

    /// <summary>Whether the text is one JSON string and nothing else.</summary>
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

    /// <summary>Whether the reader stands on <c>{"$attachment": index}</c>. The reader is a copy: the caller's stays where it is.</summary>
    public static bool TryGetAttachment(Utf8JsonReader reader, int count, out int index)
    {
        index = -1;
        return reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueSpan.SequenceEqual("$attachment"u8)
            && reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out index) && index >= 0 && index < count
            && reader.Read() && reader.TokenType == JsonTokenType.EndObject;
    }
}
