using System.Text.Json;

namespace Liaison.Tool;

/// <summary>Reads an argument from the command line: as JSON if it is JSON, otherwise as a string.</summary>
internal static class ArgumentParser
{
    /// <summary>Returns the argument as one JSON value.</summary>
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
