namespace Liaison.Protocols;

/// <summary>A method that a client can call.</summary>
/// <param name="Name">Its name, as it goes over the wire.</param>
/// <param name="Parameters">Its parameters, in order.</param>
/// <param name="Result">What it returns; null where it returns nothing.</param>
/// <param name="Position">Where its name stands.</param>
public sealed record DeclaredMethod(string Name, IReadOnlyList<DeclaredField> Parameters, DeclaredType? Result, SourcePosition Position);
