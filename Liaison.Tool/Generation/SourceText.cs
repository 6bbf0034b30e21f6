using System.Text;

namespace Liaison.Tool;

/// <summary>The lines of generated code.</summary>
internal sealed class SourceText
{
    private const int CommentWidth = 100;

    private readonly StringBuilder _text = new();

    /// <summary>Appends a line, or an empty one.</summary>
    public SourceText Line(string line = "")
    {
        _text.Append(line).Append('\n');
        return this;
    }

    /// <summary>Appends a documentation comment. Appends nothing if there is no text.</summary>
    /// <param name="indent">The indentation in columns.</param>
    /// <param name="paragraphs">The texts. Null and empty texts are left out.</param>
    public SourceText Comment(int indent, params IEnumerable<string?> paragraphs)
    {
        var space = new string(' ', indent);
        var lines = paragraphs.Where(paragraph => !string.IsNullOrWhiteSpace(paragraph))
            .SelectMany(paragraph => Wrap(paragraph!.Replace("*/", "*\\/", StringComparison.Ordinal), CommentWidth - indent - 3))
            .ToList();
        if (lines.Count == 1 && lines[0].Length + indent + 7 <= CommentWidth)
        {
            return Line($"{space}/** {lines[0]} */");
        }

        if (lines.Count > 0)
        {
            Line(space + "/**");
            lines.ForEach(line => Line($"{space} * {line}"));
            Line(space + " */");
        }

        return this;
    }

    public override string ToString() => _text.ToString();

    /// <summary>Wraps a text into lines of at most so many columns. A longer word gets its own line.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        if (line.Length > 0)
        {
            yield return line.ToString();
        }
    }
}
