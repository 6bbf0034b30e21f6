using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Liaison.Analyzers;

/// <summary>Finds methods that are marked as commands, but that the library does not find (LSN005).</summary>
internal static class VisibilityCheck
{
    /// <summary>The property of a diagnostic that can be fixed with another accessibility.</summary>
    public const string CanBePublic = nameof(CanBePublic);

    private static readonly ImmutableDictionary<string, string?> Mendable = ImmutableDictionary<string, string?>.Empty.Add(CanBePublic, "");

    public static void Check(IMethodSymbol method, KnownSymbols known, Findings findings)
    {
        if (known.OwnCommandOf(method) is not null && Problem(method) is var (problem, fix, mendable))
        {
            findings.Add(Rules.NeverFound, method, mendable ? Mendable : null, Wording.Of(method), problem, fix);
        }
    }

    private static (string Problem, string Fix, bool Mendable)? Problem(IMethodSymbol method)
    {
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return ("a local function", "Make it a public method of a class", false);
        }

        if (!method.ExplicitInterfaceImplementations.IsEmpty)
        {
            return ("implemented explicitly", "Implement it as a public method", false);
        }

        return method.ContainingType switch
        {
            { IsStatic: true } => ("in a static class", "Move it to a class that is not static, and give an object of that to AddFrom", false),
            { TypeKind: TypeKind.Struct } => ("in a struct", "Move it to a class, and give an object of that to AddFrom", false),
            _ when method.DeclaredAccessibility != Accessibility.Public =>
                (SyntaxFacts.GetText(method.DeclaredAccessibility), "Make it public", !method.IsOverride),
            _ => null,
        };
    }
}
