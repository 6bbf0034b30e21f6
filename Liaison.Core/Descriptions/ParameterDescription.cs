namespace Liaison.Descriptions;

/// <summary>A parameter of a method.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="Type">The type of its value. For a parameter that collects: the type of the whole collection.</param>
public sealed record ParameterDescription(string Name, ValueDescription Type)
{
    /// <summary>Whether it may be omitted.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The default value as JSON; null if it is unknown.</summary>
    public string? Default { get; init; }

    /// <summary>Which arguments it collects.</summary>
    public Collects Collects { get; init; }

    /// <summary>A description of the parameter; null if there is no text.</summary>
    public string? Summary { get; init; }
}
