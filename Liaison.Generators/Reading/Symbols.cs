using Microsoft.CodeAnalysis;

namespace Liaison.Generators;

/// <summary>Reads symbols as text, and what their attributes say.</summary>
internal static class Symbols
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat;

    private static readonly SymbolDisplayFormat PlainFormat = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.None);

    /// <summary>The type as generated code writes it: with every namespace, and without what may be null.</summary>
    public static string Full(this ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(Format);

    /// <summary>The type's name with its namespace, to be compared.</summary>
    public static string Plain(this ITypeSymbol type) => type.OriginalDefinition.ToDisplayString(PlainFormat);

    /// <summary>A name in C#, escaped where it is a keyword.</summary>
    public static string Escape(string name) =>
        Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(name) == Microsoft.CodeAnalysis.CSharp.SyntaxKind.None ? name : "@" + name;

    /// <summary>The attribute of that type; null where there is none.</summary>
    public static AttributeData? Attribute(this ISymbol symbol, string type) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is { } its && its.Plain() == type);

    /// <summary>The attribute's argument: the named one, else the first of the constructor.</summary>
    public static object? Value(this AttributeData attribute, string name) =>
        attribute.NamedArguments.Where(argument => argument.Key == name).Select(argument => argument.Value.Value).FirstOrDefault()
        ?? attribute.ConstructorArguments.Where(argument => argument.Kind != TypedConstantKind.Array).Select(argument => argument.Value).FirstOrDefault();

    /// <summary>Whether an attribute says false of something; not where there is no attribute.</summary>
    public static bool HasFalse(this AttributeData? attribute, string name) =>
        attribute?.NamedArguments.Any(argument => argument.Key == name && argument.Value.Value is false) == true;

    /// <summary>Whether code of the same assembly, in another file, can name the type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="allowGeneric">Whether the type may need type arguments.</param>
    public static bool IsReachable(this INamedTypeSymbol type, bool allowGeneric = false)
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            if ((outer.IsGenericType && !allowGeneric) || outer.IsFileLocal
                || outer.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A name for a file that is of this type alone.</summary>
    public static string FileName(this INamedTypeSymbol type)
    {
        var name = type.ToDisplayString(PlainFormat);
        return string.Concat(name.Select(character => char.IsLetterOrDigit(character) || character is '.' or '_' ? character : '-')) + ".g.cs";
    }
}
