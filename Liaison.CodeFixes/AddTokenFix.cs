using System.Composition;
using Liaison.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Liaison.CodeFixes;

/// <summary>Adds a <see cref="CancellationToken"/> to a stream (LSN006).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AddTokenFix() : MethodFix(Codes.NoToken, "Add a CancellationToken")
{
    private const string Name = "cancellationToken";
    private const string Token = "System.Threading.CancellationToken";
    private const string Mark = "System.Runtime.CompilerServices.EnumeratorCancellationAttribute";

    private protected override bool CanFix(Diagnostic diagnostic, MethodDeclarationSyntax method) => !method.Modifiers.Any(SyntaxKind.PartialKeyword);

    private protected override SyntaxNode Fix(MethodDeclarationSyntax method, SyntaxGenerator generator, SemanticModel model)
    {
        var token = model.Compilation.GetTypeByMetadataName(Token)!;
        var parameter = (ParameterSyntax)generator.ParameterDeclaration(
            NameIn(method), generator.TypeExpression(token), SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression));
        parameter = parameter.WithType(Imported(parameter.Type!, token, model, method));

        // Without the attribute the caller's token would not reach the method's own parameter.
        if (method.Modifiers.Any(SyntaxKind.AsyncKeyword) && model.Compilation.GetTypeByMetadataName(Mark) is { } mark)
        {
            parameter = (ParameterSyntax)generator.AddAttributes(parameter, generator.Attribute(generator.TypeExpression(mark)));
            var name = parameter.AttributeLists[0].Attributes[0].Name;
            parameter = parameter.ReplaceNode(name, Imported(name, mark, model, method));
        }

        var parameters = method.ParameterList.Parameters;
        var at = parameters.Count > 0 && parameters.Last().Modifiers.Any(SyntaxKind.ParamsKeyword) ? parameters.Count - 1 : parameters.Count;
        return generator.InsertParameters(method, at, [parameter]);
    }

    private static string NameIn(MethodDeclarationSyntax method)
    {
        var taken = new HashSet<string>(method.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        return Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? Name : Name + number).First(name => !taken.Contains(name));
    }
}
