namespace Liaison.Generators;

/// <summary>A class and the commands that it declares.</summary>
/// <param name="Type">The class, with every namespace.</param>
/// <param name="FileName">The name of the generated file.</param>
/// <param name="Methods">The commands.</param>
internal sealed record CommandClass(string Type, string FileName, EquatableArray<MethodModel> Methods)
{
    /// <summary>What the comments say of the commands and their values.</summary>
    public EquatableArray<TypeDocumentation> Documentation { get; init; }
}
