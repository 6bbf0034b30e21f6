using Microsoft.CodeAnalysis;

namespace Liaison.Generators;

/// <summary>Converts symbols to text, and reads their attributes.</summary>
internal static class Symbols
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat;

    private static readonly SymbolDisplayFormat PlainFormat = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.None);

    /// <summary>Returns the type for generated code: the full name, without nullable annotations. <c>dynamic</c> is an object there.</summary>
    public static string Full(this ITypeSymbol type) =>
        type.TypeKind == TypeKind.Dynamic ? "object" : type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(Format);

    /// <summary>Returns the type's name with its namespace, for comparisons.</summary>
    public static string Plain(this ITypeSymbol type) => type.OriginalDefinition.ToDisplayString(PlainFormat);

    /// <summary>Returns a name in C#. A keyword is escaped.</summary>
    public static string Escape(string name) =>
        Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(name) == Microsoft.CodeAnalysis.CSharp.SyntaxKind.None ? name : "@" + name;

    /// <summary>Returns the attribute of that type, or null.</summary>
    public static AttributeData? Attribute(this ISymbol symbol, string type) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is { } its && its.Plain() == type);

    /// <summary>Returns an argument of the attribute: the named one, otherwise the first one of the constructor.</summary>
    public static object? Value(this AttributeData attribute, string name) =>
        attribute.NamedArguments.Where(argument => argument.Key == name).Select(argument => argument.Value.Value).FirstOrDefault()
        ?? attribute.ConstructorArguments.Where(argument => argument.Kind != TypedConstantKind.Array).Select(argument => argument.Value).FirstOrDefault();

    /// <summary>Whether the attribute sets the argument to false. False if there is no attribute.</summary>
    public static bool HasFalse(this AttributeData? attribute, string name) =>
        attribute?.NamedArguments.Any(argument => argument.Key == name && argument.Value.Value is false) == true;

    /// <summary>Whether code in another file of the same assembly can name the type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="allowGeneric">Whether the type may have type parameters.</param>
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

    /// <summary>Returns a file name that is unique for this type.</summary>
    public static string FileName(this INamedTypeSymbol type)
    {
        var name = type.ToDisplayString(PlainFormat);
        return string.Concat(name.Select(character => char.IsLetterOrDigit(character) || character is '.' or '_' ? character : '-')) + ".g.cs";
    }
}
