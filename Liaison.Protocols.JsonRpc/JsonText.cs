using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Reads and writes single values.</summary>
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
        return reader.Read() ? TryGetText(ref reader) : null;
    }

    /// <summary>Whether the text is exactly one JSON value.</summary>
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

    /// <summary>Writes an id, or <c>null</c> if it is empty.</summary>
    public static void WriteId(FrameWriter into, ReadOnlySpan<byte> id) => into.Append(id.IsEmpty ? "null"u8 : id);
}
