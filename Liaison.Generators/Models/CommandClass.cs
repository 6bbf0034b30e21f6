namespace Liaison.Generators;

/// <summary>A class and the commands that it declares.</summary>
/// <param name="Type">The full name of the class.</param>
/// <param name="FileName">The name of the generated file.</param>
/// <param name="Methods">The commands.</param>
internal sealed record CommandClass(string Type, string FileName, EquatableArray<MethodModel> Methods)
{
    /// <summary>The documentation comments of the commands and their values.</summary>
    public EquatableArray<TypeDocumentation> Documentation { get; init; }
}
