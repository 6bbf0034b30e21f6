namespace Liaison.Descriptions;

/// <summary>An error that methods declare.</summary>
/// <param name="Code">Its code on the wire.</param>
/// <param name="Name">The name of the exception.</param>
public sealed record ErrorDescription(string Code, string Name)
{
    /// <summary>When the error occurs; null if there is no text.</summary>
    public string? Summary { get; init; }

    /// <summary>The members of the error's data.</summary>
    public IReadOnlyList<MemberDescription> Members { get; init; } = [];
}
