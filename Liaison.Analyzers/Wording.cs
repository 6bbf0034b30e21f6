using Microsoft.CodeAnalysis;

namespace Liaison.Analyzers;

/// <summary>The names of symbols in messages.</summary>
internal static class Wording
{
    /// <summary>Returns a member with its type: <c>Shop.Add</c>.</summary>
    public static string Of(ISymbol member) => member.ContainingType is { } type ? $"{Of((ITypeSymbol)type)}.{NameOf(member)}" : member.Name;

    /// <summary>Returns a type without its namespace: <c>Span&lt;int&gt;</c>.</summary>
    public static string Of(ITypeSymbol type) => type.ToDisplayString(NullableFlowState.None, SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary>Returns a type with its article: <c>an Action&lt;int&gt;</c>.</summary>
    public static string One(ITypeSymbol type)
    {
        var name = Of(type);
        return $"{("aeiouAEIOU".IndexOf(name[0]) >= 0 ? "an" : "a")} {name}";
    }

    // The name of an explicit implementation contains its whole interface.
    private static string NameOf(ISymbol member) => member is IMethodSymbol { ExplicitInterfaceImplementations: { Length: > 0 } implemented } ? implemented[0].Name : member.Name;
}
