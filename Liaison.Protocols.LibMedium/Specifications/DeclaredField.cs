namespace Liaison.Protocols;

/// <summary>A parameter of a method or an event, or a member of a model.</summary>
/// <param name="Name">Its name, as the specification writes it.</param>
/// <param name="Type">What its values are.</param>
/// <param name="Position">Where its name stands.</param>
public sealed record DeclaredField(string Name, DeclaredType Type, SourcePosition Position);
