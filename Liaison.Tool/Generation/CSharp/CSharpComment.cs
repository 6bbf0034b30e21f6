using System.Security;

namespace Liaison.Tool;

/// <summary>Writes documentation comments of C#.</summary>
internal static class CSharpComment
{
    private const int Width = 100;

    /// <summary>Writes a summary. Writes nothing if there is none.</summary>
    public static void Write(SourceText text, int indent, string? summary) => WriteElement(text, indent, "summary", summary);

    /// <summary>Writes an element, e.g. <c>param name="id"</c>. Writes nothing if it has no text.</summary>
    public static void WriteElement(SourceText text, int indent, string element, string? says)
    {
        if (says is null)
        {
            return;
        }

        var space = new string(' ', indent);
        var close = $"</{element.Split(' ')[0]}>";
        var lines = SourceText.Wrap(SecurityElement.Escape(says), Width - indent - 4).ToList();
        if (lines.Count <= 1)
        {
            text.Line($"{space}/// <{element}>{string.Concat(lines)}{close}");
            return;
        }

        text.Line($"{space}/// <{element}>");
        lines.ForEach(line => text.Line($"{space}/// {line}"));
        text.Line($"{space}/// {close}");
    }
}
