namespace Liaison.Descriptions;

/// <summary>The type of a value on the wire.</summary>
/// <param name="Kind">The kind of value.</param>
public sealed record ValueDescription(ValueKind Kind)
{
    /// <summary>The item types of an array, a dictionary or a tuple.</summary>
    public IReadOnlyList<ValueDescription> Items { get; init; } = [];

    /// <summary>The name of the model; null if the kind is not a model.</summary>
    public string? Model { get; init; }

    /// <summary>Whether it may be null.</summary>
    public bool IsNullable { get; init; }
}
