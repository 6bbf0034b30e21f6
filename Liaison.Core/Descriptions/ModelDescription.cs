namespace Liaison.Descriptions;

/// <summary>A type with a name, to which values refer.</summary>
/// <param name="Name">The name, which no other model has.</param>
/// <param name="Kind">What it is.</param>
public sealed record ModelDescription(string Name, ModelKind Kind)
{
    /// <summary>What it means, in one paragraph; null where nobody said.</summary>
    public string? Summary { get; init; }

    /// <summary>The members of a record. Of a union those that it has itself, where it is none of its cases.</summary>
    public IReadOnlyList<MemberDescription> Members { get; init; } = [];

    /// <summary>The values of an enumeration.</summary>
    public IReadOnlyList<NamedValue> Values { get; init; } = [];

    /// <summary>The whole number that an enumeration is in .NET.</summary>
    public ValueKind Underlying { get; init; } = ValueKind.Int32;

    /// <summary>The member that tells the cases of a union apart; null for what is none.</summary>
    public string? Discriminator { get; init; }

    /// <summary>The cases of a union: the discriminator's value, and the model that then stands there.</summary>
    public IReadOnlyList<UnionCase> Cases { get; init; } = [];
}
