namespace Liaison.Descriptions;

/// <summary>The type of a value, as it is on the wire.</summary>
/// <param name="Kind">What it is.</param>
public sealed record ValueDescription(ValueKind Kind)
{
    /// <summary>The types of what it holds, for an array, a dictionary and a tuple.</summary>
    public IReadOnlyList<ValueDescription> Items { get; init; } = [];

    /// <summary>The name of the model, for one; else null.</summary>
    public string? Model { get; init; }

    /// <summary>Whether it may be null.</summary>
    public bool IsNullable { get; init; }
}
