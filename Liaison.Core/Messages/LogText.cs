using System.Globalization;

namespace Liaison.Messages;

/// <summary>
/// Makes a name that a peer chose safe for logs. Otherwise a peer could use line breaks to add log entries of its own.
/// </summary>
internal static class LogText
{
    private const int MaxLength = 256;

    /// <summary>
    /// The text with control characters and line separators replaced by escapes such as <c>\u000a</c>. A long text is cut.
    /// </summary>
    public static string Of(string text)
    {
        if (text.Length <= MaxLength && !text.Any(IsEscaped))
        {
            return text;
        }

        var shown = text.Length <= MaxLength ? text : text[..MaxLength];
        return string.Concat(shown.Select(c => IsEscaped(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString()))
            + (shown.Length < text.Length ? "..." : "");
    }

    private static bool IsEscaped(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
