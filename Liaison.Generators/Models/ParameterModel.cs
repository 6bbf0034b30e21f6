namespace Liaison.Generators;

/// <summary>A parameter, as generated code writes it.</summary>
/// <param name="Name">Its name in C#, escaped where it is a keyword.</param>
/// <param name="Type">Its type, with every namespace.</param>
/// <param name="Role">Where its value comes from.</param>
internal sealed record ParameterModel(string Name, string Type, ParameterRole Role)
{
    /// <summary>The type of one collected argument, or of one report; null for other roles.</summary>
    public string? ElementType { get; init; }

    /// <summary>The default, as an expression; null where a value is required.</summary>
    public string? Default { get; init; }
}
