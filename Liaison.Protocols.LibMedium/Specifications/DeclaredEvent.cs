namespace Liaison.Protocols;

/// <summary>An event that a host sends to its clients.</summary>
/// <param name="Name">The name, as it is written on the wire.</param>
/// <param name="Parameters">The parameters, in order.</param>
/// <param name="Position">The position of the name in the text.</param>
public sealed record DeclaredEvent(string Name, IReadOnlyList<DeclaredField> Parameters, SourcePosition Position);
