namespace Liaison.Generators;

/// <summary>A LibMedium specification of the project.</summary>
/// <param name="Path">The path of the file.</param>
/// <param name="Text">The text of the file.</param>
/// <param name="Namespace">The namespace of the generated types; empty for the namespace of the specification.</param>
internal sealed record SpecificationFile(string Path, string Text, string Namespace);
