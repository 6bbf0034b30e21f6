namespace Liaison.Descriptions;

/// <summary>A topic that can be subscribed to.</summary>
/// <param name="Name">The topic.</param>
/// <param name="Value">The type of its events' values.</param>
public sealed record TopicDescription(string Name, ValueDescription Value)
{
    /// <summary>The contract that it belongs to, by the name of its interface; null for none.</summary>
    public string? Contract { get; init; }

    /// <summary>The name of the C# member.</summary>
    public string? Member { get; init; }

    /// <summary>What its events mean; null where nobody said.</summary>
    public string? Summary { get; init; }
}
