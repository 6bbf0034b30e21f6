using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace Liaison.CodeFixes;

/// <summary>Fixes the declaration of a method for a diagnostic.</summary>
/// <param name="code">The code of the diagnostic.</param>
/// <param name="title">The text in the editor's menu.</param>
public abstract class MethodFix(string code, string title) : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [code];

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            // Problems of inherited members are reported at the contract's name, where there is no method.
            if (root?.FindNode(diagnostic.Location.SourceSpan) is MethodDeclarationSyntax method && CanFix(diagnostic, method))
            {
                context.RegisterCodeFix(CodeAction.Create(title, cancellationToken => FixAsync(context.Document, method, cancellationToken), title), diagnostic);
            }
        }
    }

    private protected virtual bool CanFix(Diagnostic diagnostic, MethodDeclarationSyntax method) => true;

    /// <summary>Returns the fixed method. Pass new type names through <see cref="Imported"/>.</summary>
    private protected abstract SyntaxNode Fix(MethodDeclarationSyntax method, SyntaxGenerator generator, SemanticModel model);

    /// <summary>Returns the name of a type. If its namespace is not imported, an import is added.</summary>
    private protected static TNode Imported<TNode>(TNode name, INamedTypeSymbol type, SemanticModel model, MethodDeclarationSyntax method)
        where TNode : SyntaxNode =>
        model.LookupNamespacesAndTypes(method.SpanStart, name: type.Name).Contains(type, SymbolEqualityComparer.Default)
            ? name
            : name.WithAdditionalAnnotations(Simplifier.AddImportsAnnotation);

    private async Task<Document> FixAsync(Document document, MethodDeclarationSyntax method, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        editor.ReplaceNode(method, Fix(method, editor.Generator, editor.SemanticModel));
        return await ImportAdder.AddImportsAsync(editor.GetChangedDocument(), Simplifier.AddImportsAnnotation, cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}
