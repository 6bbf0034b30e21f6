using Microsoft.CodeAnalysis;

namespace Liaison.Analyzers;

/// <summary>How symbols are called in messages.</summary>
internal static class Wording
{
    /// <summary>A member with its type: <c>Shop.Add</c>.</summary>
    public static string Of(ISymbol member) => member.ContainingType is { } type ? $"{Of((ITypeSymbol)type)}.{NameOf(member)}" : member.Name;

    /// <summary>A type as it is written where its namespace is in use: <c>Span&lt;int&gt;</c>.</summary>
    public static string Of(ITypeSymbol type) => type.ToDisplayString(NullableFlowState.None, SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary>A type with its article: <c>an Action&lt;int&gt;</c>.</summary>
    public static string One(ITypeSymbol type)
    {
        var name = Of(type);
        return $"{("aeiouAEIOU".IndexOf(name[0]) >= 0 ? "an" : "a")} {name}";
    }

    // An explicit implementation is called with its whole interface.
    private static string NameOf(ISymbol member) => member is IMethodSymbol { ExplicitInterfaceImplementations: { Length: > 0 } implemented } ? implemented[0].Name : member.Name;
}
