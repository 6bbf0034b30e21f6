namespace Liaison.Descriptions;

/// <summary>A value of an enumeration.</summary>
/// <param name="Name">Its name in the source.</param>
/// <param name="Json">What it is on the wire: a number, or a string with its quotes.</param>
public sealed record NamedValue(string Name, string Json)
{
    /// <summary>What it means; null where nobody said.</summary>
    public string? Summary { get; init; }
}
