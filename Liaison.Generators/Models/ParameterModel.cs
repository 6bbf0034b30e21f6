namespace Liaison.Generators;

/// <summary>A parameter, in the form for generated code.</summary>
/// <param name="Name">The name in C#. A keyword is escaped.</param>
/// <param name="Type">The full name of the type.</param>
/// <param name="Role">The source of the value.</param>
internal sealed record ParameterModel(string Name, string Type, ParameterRole Role)
{
    /// <summary>The type of one collected argument, or of one progress report; null for other roles.</summary>
    public string? ElementType { get; init; }

    /// <summary>The default value as an expression; null if a value is required.</summary>
    public string? Default { get; init; }
}
