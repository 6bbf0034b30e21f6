namespace Liaison.Descriptions;

/// <summary>A named type that values refer to.</summary>
/// <param name="Name">The name, unique among models.</param>
/// <param name="Kind">The kind of type.</param>
public sealed record ModelDescription(string Name, ModelKind Kind)
{
    /// <summary>A description in one paragraph; null if there is no text.</summary>
    public string? Summary { get; init; }

    /// <summary>The members of a record. For a union: the members of the base type, for a value that is none of the cases.</summary>
    public IReadOnlyList<MemberDescription> Members { get; init; } = [];

    /// <summary>The values of an enumeration.</summary>
    public IReadOnlyList<NamedValue> Values { get; init; } = [];

    /// <summary>The underlying .NET type of an enumeration.</summary>
    public ValueKind Underlying { get; init; } = ValueKind.Int32;

    /// <summary>The member whose value tells the cases of a union apart; null if this is not a union.</summary>
    public string? Discriminator { get; init; }

    /// <summary>The cases of a union: the discriminator's value, and the model of that case.</summary>
    public IReadOnlyList<UnionCase> Cases { get; init; } = [];
}
