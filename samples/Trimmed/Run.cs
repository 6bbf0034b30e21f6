namespace Trimmed;

/// <summary>An argument that contains an object: the front end sends a reference inside it.</summary>
public sealed record Run(Session Session, Trial Trial)
{
    public string Note { get; init; } = "";
}
