using System.Text;

namespace Liaison.Transports;

/// <summary>Splits a command line into words.</summary>
internal static class CommandLine
{
    /// <summary>Splits the text at white space outside of quotes.</summary>
    /// <remarks>
    /// Text in single or double quotes is kept unchanged. A backslash before a double quote or white space escapes that character.
    /// Anywhere else a backslash is an ordinary character, as in Windows paths.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no word, or a quote is not closed.</exception>
    public static IReadOnlyList<string> Split(string commandLine)
    {
        ArgumentNullException.ThrowIfNull(commandLine);
        var words = new List<string>();
        var word = new StringBuilder();
        var quote = '\0';
        var isInWord = false;
        for (var i = 0; i < commandLine.Length; i++)
        {
            var c = commandLine[i];
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                EndWord();
                continue;
            }

            isInWord = true;
            if (c == '\\' && quote != '\'' && i + 1 < commandLine.Length && IsEscapable(commandLine[i + 1], quote))
            {
                word.Append(commandLine[++i]);
            }
            else if (quote == '\0' && c is '"' or '\'')
            {
                quote = c;
            }
            else if (quote != '\0' && c == quote)
            {
                quote = '\0';
            }
            else
            {
                word.Append(c);
            }
        }

        EndWord();
        return quote != '\0' ? throw new ArgumentException($"A quote ({quote}) is not closed in: {commandLine}", nameof(commandLine))
            : words.Count == 0 ? throw new ArgumentException("The command line is empty. Give the program to start, and its arguments.", nameof(commandLine))
            : words;

        void EndWord()
        {
            if (isInWord)
            {
                words.Add(word.ToString());
                word.Clear();
                isInWord = false;
            }
        }
    }

    private static bool IsEscapable(char c, char quote) => c == '"' || (quote == '\0' && char.IsWhiteSpace(c));
}
