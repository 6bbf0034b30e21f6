using System.Composition;
using Liaison.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Liaison.CodeFixes;

/// <summary>Makes a command public (LSN005).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MakePublicFix() : MethodFix(Codes.NeverFound, "Make the command public")
{
    // Both parts of a partial method need the modifier.
    private protected override bool CanFix(Diagnostic diagnostic, MethodDeclarationSyntax method) =>
        diagnostic.Properties.ContainsKey(VisibilityCheck.CanBePublic) && !method.Modifiers.Any(SyntaxKind.PartialKeyword);

    private protected override SyntaxNode Fix(MethodDeclarationSyntax method, SyntaxGenerator generator, SemanticModel model) =>
        generator.WithAccessibility(method, Accessibility.Public);
}
