using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Liaison.Generators;

/// <summary>
/// Reads documentation comments directly from the source. The compiler parses them only if a project asks for a documentation file.
/// </summary>
internal static class CommentReader
{
    /// <summary>Returns the comment of a symbol, or null if it has no readable comment.</summary>
    public static XElement? Read(ISymbol symbol)
    {
        var lines = symbol.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax())
            .Select(node => node is Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax ? node.Parent!.Parent! : node)
            .SelectMany(node => node.GetLeadingTrivia())
            .Where(trivia => trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || trivia.IsKind(SyntaxKind.SingleLineCommentTrivia))
            .SelectMany(trivia => trivia.ToFullString().Split('\n'))
            .Select(line => line.Trim())
            .Where(line => line.StartsWith("///", StringComparison.Ordinal))
            .Select(line => line.Substring(3));
        try
        {
            return XElement.Parse($"<doc>{string.Join("\n", lines)}</doc>", LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>Returns the text of an element in one line, or null if it has none.</summary>
    public static string? Text(XElement? element)
    {
        var text = element is null ? "" : string.Concat(element.Nodes().Select(Plain));
        return string.Join(" ", text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } said ? said : null;
    }

    // <see cref="Shop.Basket"/> becomes Basket, <paramref name="id"/> becomes id.
    private static string Plain(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } reference =>
            ((string?)reference.Attribute("cref") ?? (string?)reference.Attribute("langword") ?? (string?)reference.Attribute("name") ?? "").Split('(')[0].Split('.', ':').Last(),
        XElement element => string.Concat(element.Nodes().Select(Plain)),
        _ => "",
    };
}
