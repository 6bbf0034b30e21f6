using System.Text.Json;

namespace Liaison.Tool;

/// <summary>Reads an argument as people write it in a shell: JSON if it is JSON, else the string that it is.</summary>
internal static class ArgumentParser
{
    /// <summary>The argument as one JSON value.</summary>
    public static JsonElement Parse(string text) => TryParse(text) ?? JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");

    public static bool IsJson(string text) => TryParse(text) is not null;

    private static JsonElement? TryParse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
