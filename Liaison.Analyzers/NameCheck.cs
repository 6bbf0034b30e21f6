using Microsoft.CodeAnalysis;

namespace Liaison.Analyzers;

/// <summary>Finds two commands with the same name (LSN002).</summary>
internal static class NameCheck
{
    /// <summary>Checks the commands of a type that <c>CommandTable.AddFrom</c> would add.</summary>
    public static void CheckType(INamedTypeSymbol type, KnownSymbols known, Findings findings)
    {
        var first = new Dictionary<string, IMethodSymbol>(StringComparer.Ordinal);
        foreach (var method in CommandsOf(type, known))
        {
            var name = CommandNames.Of(method, known.CommandOf(method));
            if (!first.TryGetValue(name, out var other))
            {
                first.Add(name, method);
            }
            else if (SymbolEqualityComparer.Default.Equals(method.ContainingType, type))
            {
                // If both are inherited, the problem was reported at their declaration.
                Add(findings, method, type, name, other, method);
            }
        }
    }

    /// <summary>Checks the commands of a contract, including inherited ones.</summary>
    public static void CheckContract(INamedTypeSymbol contract, AttributeData mark, KnownSymbols known, Findings findings)
    {
        var first = new Dictionary<string, IMethodSymbol>(StringComparer.Ordinal);
        foreach (var method in contract.AllInterfaces.Concat([contract]).SelectMany(type => MethodsOf(type, known)))
        {
            var name = CommandNames.PrefixOf(mark) + CommandNames.Of(method, known.CommandOf(method));
            if (!first.TryGetValue(name, out var other))
            {
                first.Add(name, method);
            }
            else if (SymbolEqualityComparer.Default.Equals(method.ContainingType, contract))
            {
                Add(findings, method, contract, name, other, method);
            }
            else if (!contract.AllInterfaces.Any(inherited => known.ContractOf(inherited) is not null && Has(inherited, other) && Has(inherited, method)))
            {
                Add(findings, contract, contract, name, other, method);
            }
        }
    }

    private static void Add(Findings findings, ISymbol at, INamedTypeSymbol type, string name, IMethodSymbol first, IMethodSymbol second) =>
        findings.Add(Rules.SameName, at, Wording.Of(type), name, Signature(first), Signature(second));

    private static string Signature(IMethodSymbol method) =>
        $"{Wording.Of(method)}({string.Join(", ", method.Parameters.Select(parameter => $"{Wording.Of(parameter.Type)} {parameter.Name}"))})";

    // Inherited commands come first. Overridden methods are left out.
    private static IEnumerable<IMethodSymbol> CommandsOf(INamedTypeSymbol type, KnownSymbols known)
    {
        var lineage = new List<IMethodSymbol[]>();
        var overridden = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        for (var each = type; each is not null; each = each.BaseType)
        {
            var methods = each.GetMembers().OfType<IMethodSymbol>().Where(method => method.DeclaredAccessibility == Accessibility.Public).ToArray();
            lineage.Insert(0, [.. methods.Where(method => !overridden.Contains(method.OriginalDefinition) && known.CommandOf(method) is not null)]);
            overridden.UnionWith(methods.Select(method => method.OverriddenMethod?.OriginalDefinition).OfType<ISymbol>());
        }

        return lineage.SelectMany(methods => methods);
    }

    private static IEnumerable<IMethodSymbol> MethodsOf(INamedTypeSymbol type, KnownSymbols known) =>
        type.GetMembers().OfType<IMethodSymbol>().Where(method =>
            method is { MethodKind: MethodKind.Ordinary, IsStatic: false, DeclaredAccessibility: Accessibility.Public } && known.TopicOf(method) is null);

    private static bool Has(INamedTypeSymbol type, IMethodSymbol method) =>
        type.AllInterfaces.Concat([type]).Contains(method.ContainingType, SymbolEqualityComparer.Default);
}
