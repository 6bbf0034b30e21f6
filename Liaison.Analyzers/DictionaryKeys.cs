using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Liaison.Analyzers;

/// <summary>Checks which types can be keys of a dictionary. In JSON the keys are the names of an object's members.</summary>
internal sealed class DictionaryKeys(Compilation compilation)
{
    private readonly INamedTypeSymbol? _dictionary = compilation.GetTypeByMetadataName("System.Collections.Generic.IDictionary`2");
    private readonly INamedTypeSymbol? _readOnly = compilation.GetTypeByMetadataName("System.Collections.Generic.IReadOnlyDictionary`2");
    private readonly ImmutableHashSet<ISymbol?> _others = new[]
    {
        "System.Guid", "System.Uri", "System.Version", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly", "System.TimeSpan",
        "System.Int128", "System.UInt128", "System.Half",
    }.Select(name => (ISymbol?)compilation.GetTypeByMetadataName(name)).ToImmutableHashSet(SymbolEqualityComparer.Default);

    /// <summary>Returns the problem if the type is a dictionary whose keys JSON cannot represent, otherwise null.</summary>
    public JsonProblem? Problem(INamedTypeSymbol type)
    {
        if (!JsonMembers.IsFrameworks(type))
        {
            return null;
        }

        var dictionary = type.AllInterfaces.Concat([type]).FirstOrDefault(each =>
            SymbolEqualityComparer.Default.Equals(each.OriginalDefinition, _dictionary) || SymbolEqualityComparer.Default.Equals(each.OriginalDefinition, _readOnly));
        return dictionary?.TypeArguments[0] is { } key && !IsHeld(key)
            ? new JsonProblem(type, $"A key is the name of a member: use a string, a number or an enumeration instead of {Wording.One(key)}, or a list of pairs")
            : null;
    }

    private bool IsHeld(ITypeSymbol key) => key switch
    {
        { TypeKind: TypeKind.Enum or TypeKind.TypeParameter or TypeKind.Error or TypeKind.Dynamic } => true,
        { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } => false,
        { SpecialType: not SpecialType.None } => true,
        _ => _others.Contains(key),
    };
}
