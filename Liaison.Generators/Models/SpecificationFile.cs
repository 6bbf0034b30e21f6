namespace Liaison.Generators;

/// <summary>A LibMedium specification of the project.</summary>
/// <param name="Path">The file.</param>
/// <param name="Text">Its text.</param>
/// <param name="Namespace">The namespace that its types are generated in; empty for that of the specification.</param>
internal sealed record SpecificationFile(string Path, string Text, string Namespace);
