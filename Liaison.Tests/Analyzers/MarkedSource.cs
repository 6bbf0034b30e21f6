using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Liaison.Tests.Analyzers;

/// <summary>C# in which <c>[|…|]</c> stands around what a diagnostic is shown at.</summary>
internal sealed class MarkedSource
{
    private const string Open = "[|";
    private const string Close = "|]";

    // What projects of .NET have, and the namespaces of commands.
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Liaison.Commands;
        global using Liaison.Contracts;
        """;

    private static readonly IReadOnlyList<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "Liaison.Core.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public MarkedSource(string marked)
    {
        var start = marked.IndexOf(Open, StringComparison.Ordinal);
        var end = marked.IndexOf(Close, StringComparison.Ordinal) - Open.Length;
        Text = marked.Replace(Open, "").Replace(Close, "");
        Mark = start < 0 ? null : TextSpan.FromBounds(start, end);
    }

    /// <summary>The code without its mark.</summary>
    public string Text { get; }

    /// <summary>What stands in the mark; null where there is none.</summary>
    public TextSpan? Mark { get; }

    public CSharpCompilation Compile() => CSharpCompilation.Create(
        "Marked", [CSharpSyntaxTree.ParseText(Text), CSharpSyntaxTree.ParseText(Usings)], References, Options);

    /// <summary>A document that holds the code.</summary>
    /// <param name="workspace">Who owns it.</param>
    /// <param name="withUsings">Whether the namespaces are known without being named in it.</param>
    public Document AddTo(AdhocWorkspace workspace, bool withUsings)
    {
        var project = workspace.AddProject("Marked", LanguageNames.CSharp).WithMetadataReferences(References).WithCompilationOptions(Options);
        return (withUsings ? project.AddDocument("Usings.cs", Usings).Project : project).AddDocument("Marked.cs", Text);
    }

    private static CSharpCompilationOptions Options => new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
}
