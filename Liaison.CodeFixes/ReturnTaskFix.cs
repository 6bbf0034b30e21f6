using System.Composition;
using Liaison.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Liaison.CodeFixes;

/// <summary>Makes an <c>async void</c> command return a <see cref="Task"/> (LSN010).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ReturnTaskFix() : MethodFix(Codes.AsyncVoid, "Return Task")
{
    // An overridden or implemented member sets the return type.
    private protected override bool CanFix(Diagnostic diagnostic, MethodDeclarationSyntax method) =>
        !method.Modifiers.Any(SyntaxKind.OverrideKeyword) && !method.Modifiers.Any(SyntaxKind.PartialKeyword) && method.ExplicitInterfaceSpecifier is null;

    private protected override SyntaxNode Fix(MethodDeclarationSyntax method, SyntaxGenerator generator, SemanticModel model)
    {
        var task = model.Compilation.GetTypeByMetadataName("System.Threading.Tasks.Task")!;
        return generator.WithType(method, Imported(generator.TypeExpression(task), task, model, method));
    }
}
