using System.Text.Encodings.Web;
using System.Text.Json;

namespace Liaison.Descriptions;

/// <summary>Strings as JSON.</summary>
internal static class JsonText
{
    /// <summary>The text with its quotes, and as little escaped as JSON allows.</summary>
    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
