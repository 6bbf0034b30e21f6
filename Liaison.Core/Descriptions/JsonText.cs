using System.Text.Encodings.Web;
using System.Text.Json;

namespace Liaison.Descriptions;

/// <summary>Writes strings as JSON.</summary>
internal static class JsonText
{
    /// <summary>The text with quotes, and with as few escapes as JSON allows.</summary>
    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
