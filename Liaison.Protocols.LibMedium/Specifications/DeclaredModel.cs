namespace Liaison.Protocols;

/// <summary>A structure. Its members may be models that are declared before it, so no model contains itself.</summary>
/// <param name="Name">The name, as it is written in the specification.</param>
/// <param name="Members">The members, in the order of their values on the wire.</param>
/// <param name="Position">The position of the name in the text.</param>
public sealed record DeclaredModel(string Name, IReadOnlyList<DeclaredField> Members, SourcePosition Position);
