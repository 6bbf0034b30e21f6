namespace Liaison.Protocols;

/// <summary>A parameter of a method or an event, or a member of a model.</summary>
/// <param name="Name">The name, as it is written in the specification.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Position">The position of the name in the text.</param>
public sealed record DeclaredField(string Name, DeclaredType Type, SourcePosition Position);
