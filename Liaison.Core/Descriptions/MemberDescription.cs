namespace Liaison.Descriptions;

/// <summary>A member of a record or of an error's data.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="Type">The type of its value.</param>
public sealed record MemberDescription(string Name, ValueDescription Type)
{
    /// <summary>Whether it may be left out.</summary>
    public bool IsOptional { get; init; }

    /// <summary>What it means; null where nobody said.</summary>
    public string? Summary { get; init; }
}
