namespace Liaison.Generators;

/// <summary>What the comments in the source say of a type and of its members.</summary>
/// <param name="Type">The type, with every namespace; of a generic one its definition.</param>
/// <param name="Texts">The texts.</param>
internal sealed record TypeDocumentation(string Type, EquatableArray<DocumentationText> Texts);
