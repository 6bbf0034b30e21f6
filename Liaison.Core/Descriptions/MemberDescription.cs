namespace Liaison.Descriptions;

/// <summary>A member of a record or of an error's data.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="Type">The type of its value.</param>
public sealed record MemberDescription(string Name, ValueDescription Type)
{
    /// <summary>Whether it may be omitted.</summary>
    public bool IsOptional { get; init; }

    /// <summary>A description of the member; null if there is no text.</summary>
    public string? Summary { get; init; }
}
