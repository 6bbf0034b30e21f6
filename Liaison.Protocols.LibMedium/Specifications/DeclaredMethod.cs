namespace Liaison.Protocols;

/// <summary>A method that a client can call.</summary>
/// <param name="Name">The name, as it is written on the wire.</param>
/// <param name="Parameters">The parameters, in order.</param>
/// <param name="Result">The type of the result, or null if the method returns nothing.</param>
/// <param name="Position">The position of the name in the text.</param>
public sealed record DeclaredMethod(string Name, IReadOnlyList<DeclaredField> Parameters, DeclaredType? Result, SourcePosition Position);
