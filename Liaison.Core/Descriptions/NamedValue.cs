namespace Liaison.Descriptions;

/// <summary>A value of an enumeration.</summary>
/// <param name="Name">Its name in the source.</param>
/// <param name="Json">Its form on the wire: a number, or a string with quotes.</param>
public sealed record NamedValue(string Name, string Json)
{
    /// <summary>A description of the value; null if there is no text.</summary>
    public string? Summary { get; init; }
}
