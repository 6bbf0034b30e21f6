using System.Text.Json;

namespace Liaison.Protocols;

/// <summary>An exception that methods may end with.</summary>
/// <param name="Name">Its name, as the specification writes it.</param>
/// <param name="Number">What it is known by on the wire: its place among the exceptions of the specification, from 1.</param>
/// <param name="Position">Where its name stands.</param>
public sealed record DeclaredFault(string Name, int Number, SourcePosition Position)
{
    /// <summary>The code that a client reads: <c>student_not_found</c> for <c>StudentNotFound</c>.</summary>
    public string Code => JsonNamingPolicy.SnakeCaseLower.ConvertName(Name);
}
