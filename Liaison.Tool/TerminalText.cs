using System.Globalization;
using System.Text;

namespace Liaison.Tool;

/// <summary>Escapes untrusted text for a terminal: it cannot move the cursor, hide other text, or imitate a line of the tool.</summary>
internal static class TerminalText
{
    // In addition to control characters: separators that some terminals and viewers treat as line ends, and marks that change the
    // writing direction.
    private static readonly char[] Deceiving =
    [
        '\u061c', '\u200e', '\u200f', '\u2028', '\u2029', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069',
    ];

    /// <summary>Keeps the lines, and writes control characters as <c>\u001b</c> and the like.</summary>
    public static string Lines(string text) => Escape(text.Replace("\r\n", "\n", StringComparison.Ordinal), "\n");

    /// <summary>Does the same for an entry of a log. Further lines are indented, so that only entries begin at the left.</summary>
    public static string Entry(string text) => Escape(text.Replace("\r\n", "\n", StringComparison.Ordinal), "\n  ");

    /// <summary>Does the same for JSON. It stays the same JSON, because there such characters are white space or in strings.</summary>
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
