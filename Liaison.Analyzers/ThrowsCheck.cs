using Microsoft.CodeAnalysis;

namespace Liaison.Analyzers;

/// <summary>Finds declared exceptions that are not exceptions, and codes with two exceptions (LSN007).</summary>
internal sealed class ThrowsCheck(KnownSymbols known)
{
    private readonly Dictionary<string, ITypeSymbol> _declared = new(StringComparer.Ordinal);

    /// <summary>Checks the declarations of a method, together with those of the methods that were checked before.</summary>
    /// <param name="method">The method.</param>
    /// <param name="findings">Receives the problems; null if they are reported elsewhere.</param>
    public void Check(IMethodSymbol method, Findings? findings)
    {
        foreach (var attribute in known.ThrowsOf(method))
        {
            var values = attribute.ConstructorArguments;
            if (values.Length == 2 && values[0].Value is ITypeSymbol { TypeKind: not TypeKind.Error } exception
                && values[1].Value is string code
                && Problem(method, exception, code) is var (problem, fix))
            {
                findings?.Add(Rules.BadThrows, attribute.ApplicationSyntaxReference is { } syntax ? Location.Create(syntax.SyntaxTree, syntax.Span) : null, problem, fix);
            }
        }
    }

    private (string Problem, string Fix)? Problem(IMethodSymbol method, ITypeSymbol exception, string code)
    {
        if (!known.IsException(exception))
        {
            return ($"{Wording.Of(method)} declares that it throws {Wording.One(exception)}, which is no exception", "Name a class that derives from Exception");
        }

        if (_declared.TryGetValue(code, out var other))
        {
            return SymbolEqualityComparer.Default.Equals(other, exception) ? null
                : ($"The code '{code}' of {Wording.Of(method)} stands for {Wording.Of(other)} and for {Wording.Of(exception)}", "Give each exception a code of its own");
        }

        _declared.Add(code, exception);
        return null;
    }
}
