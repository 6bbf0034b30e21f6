using Microsoft.CodeAnalysis;

namespace Liaison.Analyzers;

/// <summary>Finds the members of a type that the serializer reads and writes.</summary>
internal sealed class JsonMembers(Compilation compilation)
{
    private readonly INamedTypeSymbol? _converter = compilation.GetTypeByMetadataName("System.Text.Json.Serialization.JsonConverterAttribute");
    private readonly INamedTypeSymbol? _ignore = compilation.GetTypeByMetadataName("System.Text.Json.Serialization.JsonIgnoreAttribute");
    private readonly INamedTypeSymbol? _include = compilation.GetTypeByMetadataName("System.Text.Json.Serialization.JsonIncludeAttribute");

    /// <summary>
    /// Whether the type or the member has its own converter. A converter can do anything, so there is nothing to check.
    /// </summary>
    public bool HasConverter(ISymbol symbol) =>
        _converter is not null && symbol.GetAttributes().Any(attribute => attribute.AttributeClass is { } type && KnownSymbols.DerivesFrom(type, _converter));

    /// <summary>Whether the type belongs to the framework. Its members are not checked.</summary>
    public static bool IsFrameworks(ITypeSymbol type)
    {
        var outermost = type.ContainingNamespace;
        while (outermost is { IsGlobalNamespace: false, ContainingNamespace: { IsGlobalNamespace: false } containing })
        {
            outermost = containing;
        }

        return outermost?.Name is "System" or "Microsoft";
    }

    /// <summary>Returns the members of the type with their names in messages. For a collection it returns the item type.</summary>
    public IEnumerable<(string? Name, ITypeSymbol Type)> Of(INamedTypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Enum)
        {
            return [];
        }

        if (type.AllInterfaces.FirstOrDefault(each => each.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T) is { } sequence)
        {
            return [(null, sequence.TypeArguments[0])];
        }

        return Lineage(type).SelectMany(each => each.GetMembers()).Where(IsSeen).Select(member => ((string?)Wording.Of(member), TypeOf(member)));
    }

    private static IEnumerable<INamedTypeSymbol> Lineage(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? each = type; each is not null && !IsFrameworks(each); each = each.BaseType)
        {
            yield return each;
        }

        foreach (var inherited in type.TypeKind == TypeKind.Interface ? type.AllInterfaces : [])
        {
            yield return inherited;
        }
    }

    private static ITypeSymbol TypeOf(ISymbol member) => member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;

    private bool IsSeen(ISymbol member) =>
        member is { IsStatic: false, IsImplicitlyDeclared: false }
        && member switch
        {
            IPropertySymbol property => !property.IsIndexer && property.GetMethod is { DeclaredAccessibility: Accessibility.Public },
            IFieldSymbol => Has(member, _include),
            _ => false,
        }
        && !Has(member, _ignore)
        && !HasConverter(member);

    private static bool Has(ISymbol member, INamedTypeSymbol? attribute) =>
        attribute is not null && member.GetAttributes().Any(each => SymbolEqualityComparer.Default.Equals(each.AttributeClass, attribute));
}
