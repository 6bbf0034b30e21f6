using System.Globalization;

namespace Liaison.Messages;

/// <summary>Makes a name that a peer chose fit for a log, where a line break would begin an entry of the peer's own.</summary>
internal static class LogText
{
    private const int MaxLength = 256;

    /// <summary>The text with <c>\u000a</c> and the like in place of control characters and separators of lines, and cut where it is long.</summary>
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
