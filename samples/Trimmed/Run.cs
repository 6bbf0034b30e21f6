namespace Trimmed;

/// <summary>An argument that holds an object: the front end sends a reference inside of it.</summary>
public sealed record Run(Session Session, Trial Trial)
{
    public string Note { get; init; } = "";
}
