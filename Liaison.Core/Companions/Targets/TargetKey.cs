using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Liaison.Companions.Targets;

/// <summary>The keys of elements. The steps of a target hold keys as JSON.</summary>
internal static class TargetKey
{
    /// <summary>The text as a JSON string; null if the text is not valid (half of a surrogate pair).</summary>
    public static string? Quote(string text)
    {
        try
        {
            return $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether the text is a key without quotes: a JSON number, <c>true</c> or <c>false</c>.</summary>
    public static bool IsLiteral(string text) => text is "true" or "false" || IsNumber(text);

    private static bool IsNumber(string text)
    {
        if (text.Length == 0 || !(text[0] == '-' || char.IsAsciiDigit(text[0])))
        {
            return false;
        }

        var reader = new Utf8JsonReader(Encoding.ASCII.GetBytes(text), isFinalBlock: true, default);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
