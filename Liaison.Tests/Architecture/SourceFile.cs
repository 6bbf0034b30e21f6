using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Liaison.Tests.Architecture;

/// <summary>A source file of the core, read for what it says of the architecture.</summary>
internal sealed partial class SourceFile
{
    private readonly Lazy<CompilationUnitSyntax> _syntax;

    private SourceFile(string path, string text)
    {
        var code = NotCode().Replace(text, " ");
        _syntax = new Lazy<CompilationUnitSyntax>(() => CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot());
        Path = Repository.Relative(path);
        Folder = Path.Split('/') is [_, var folder, _, ..] ? folder : "";
        Room = Path.Split('/') is [_, _, var room, _, ..] ? room : Folder;
        Namespaces = [.. Declaration().Matches(code).Select(match => match.Groups["name"].Value)];
        Uses = [.. Mention().Matches(Declaration().Replace(code, "")).Select(match => match.Groups["folder"].Value).Distinct()];
    }

    public string Path { get; }

    /// <summary>The folder of the project that the file is in, at whatever depth; empty at the top.</summary>
    public string Folder { get; }

    /// <summary>The folder within that folder, which is a room of the layer; the name of the layer itself where there is none.</summary>
    public string Room { get; }

    public IReadOnlyList<string> Namespaces { get; }

    /// <summary>The folders of the core that the code names, in a directive or in full.</summary>
    public IReadOnlyList<string> Uses { get; }

    /// <summary>Whether users of the library can name what the file declares.</summary>
    public bool IsPublic => Declared.Any(declared => declared.Modifiers.Any(SyntaxKind.PublicKeyword));

    /// <summary>The types that the file declares, without those inside of others.</summary>
    public IEnumerable<string> Types => Declared.Select(declared => declared is DelegateDeclarationSyntax one ? one.Identifier.Text : ((BaseTypeDeclarationSyntax)declared).Identifier.Text);

    /// <summary>The names in the code that can be those of types. Comments name none: they may point upwards.</summary>
    public IEnumerable<string> Names => _syntax.Value.DescendantNodes().OfType<SimpleNameSyntax>().Where(CanBeType).Select(name => name.Identifier.Text).Distinct();

    private IEnumerable<MemberDeclarationSyntax> Declared =>
        _syntax.Value.DescendantNodes(node => node is not BaseTypeDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    public static SourceFile Read(string path) => new(path, File.ReadAllText(path));

    // Not a member behind a dot, a method that is called, a named argument, a property in a pattern or in an initializer.
    private static bool CanBeType(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name != name,
        MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax => false,
        InvocationExpressionSyntax => false,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left != name,
        _ => true,
    };

    // A comment may point upwards, and a message may name a package.
    [GeneratedRegex("""
        //[^\n]*|"(?:\\.|[^"\\\n])*"
        """, RegexOptions.ExplicitCapture)]
    private static partial Regex NotCode();

    [GeneratedRegex(@"^\s*namespace\s+(?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\bLiaison\.(?<folder>[A-Z]\w*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Mention();
}
