namespace Liaison.Protocols;

/// <summary>An event that a host tells its clients.</summary>
/// <param name="Name">Its name, as it goes over the wire.</param>
/// <param name="Parameters">What it tells, in order.</param>
/// <param name="Position">Where its name stands.</param>
public sealed record DeclaredEvent(string Name, IReadOnlyList<DeclaredField> Parameters, SourcePosition Position);
