using System.Globalization;
using System.Text;

namespace Liaison.Tool;

/// <summary>Makes text of others fit to be shown: it may not move the cursor, hide what stands beside it, or look like a line of the tool's own.</summary>
internal static class TerminalText
{
    // Besides control characters: the separators that some terminals and viewers end a line at, and what turns the direction of writing.
    private static readonly char[] Deceiving =
    [
        '\u061c', '\u200e', '\u200f', '\u2028', '\u2029', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069',
    ];

    /// <summary>The lines as they are, with <c>\u001b</c> and the like in place of what a terminal obeys.</summary>
    public static string Lines(string text) => Escape(text.Replace("\r\n", "\n", StringComparison.Ordinal), "\n");

    /// <summary>The same for one entry of a log: further lines are set in, so that each line that begins at the left is an entry.</summary>
    public static string Entry(string text) => Escape(text.Replace("\r\n", "\n", StringComparison.Ordinal), "\n  ");

    /// <summary>The same for JSON, which stays the same JSON: there, such characters are white space or stand in strings.</summary>
    public static string Json(string json) => Escape(json.Replace('\r', '\n'), "\n");

    private static string Escape(string text, string newLine)
    {
        if (!text.Any(IsEscaped) && newLine == "\n")
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (c == '\n')
            {
                escaped.Append(newLine);
            }
            else if (IsEscaped(c))
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                escaped.Append(c);
            }
        }

        return escaped.ToString();
    }

    private static bool IsEscaped(char c) => (char.IsControl(c) && c is not ('\n' or '\t')) || Deceiving.Contains(c);
}
