namespace Liaison.Descriptions;

/// <summary>What a method takes.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="Type">The type of its value; of one that collects, the type of all that it collects.</param>
public sealed record ParameterDescription(string Name, ValueDescription Type)
{
    /// <summary>Whether it may be left out.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The value that it then has, as JSON; null where nobody said.</summary>
    public string? Default { get; init; }

    /// <summary>Whether it takes more than one argument.</summary>
    public Collects Collects { get; init; }

    /// <summary>What it means; null where nobody said.</summary>
    public string? Summary { get; init; }
}
