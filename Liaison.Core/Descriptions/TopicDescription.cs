namespace Liaison.Descriptions;

/// <summary>A topic that clients can subscribe to.</summary>
/// <param name="Name">The topic's name.</param>
/// <param name="Value">The type of its events' values.</param>
public sealed record TopicDescription(string Name, ValueDescription Value)
{
    /// <summary>The name of the contract's interface; null if there is none.</summary>
    public string? Contract { get; init; }

    /// <summary>The name of the C# member.</summary>
    public string? Member { get; init; }

    /// <summary>A description of the events; null if there is no text.</summary>
    public string? Summary { get; init; }
}
