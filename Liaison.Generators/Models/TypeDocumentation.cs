namespace Liaison.Generators;

/// <summary>The documentation comments of a type and its members.</summary>
/// <param name="Type">The full name of the type; for a generic type, of its definition.</param>
/// <param name="Texts">The texts.</param>
internal sealed record TypeDocumentation(string Type, EquatableArray<DocumentationText> Texts);
