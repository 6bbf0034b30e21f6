namespace Liaison.Protocols;

/// <summary>A structure. Its members may be models that were declared before it, so that none holds itself.</summary>
/// <param name="Name">Its name, as the specification writes it.</param>
/// <param name="Members">Its members, in the order in which their values go over the wire.</param>
/// <param name="Position">Where its name stands.</param>
public sealed record DeclaredModel(string Name, IReadOnlyList<DeclaredField> Members, SourcePosition Position);
