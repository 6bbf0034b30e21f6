namespace Liaison.Generators;

/// <summary>A member of a contract.</summary>
/// <param name="Method">The member; for a property its getter.</param>
/// <param name="Kind">The kind of the member.</param>
/// <param name="Name">The name of the command, with the contract's prefix, or of the topic.</param>
/// <param name="ReturnType">The declared return type of the member.</param>
internal sealed record MemberModel(MethodModel Method, MemberKind Kind, string Name, string ReturnType)
{
    /// <summary>The name of the property; null for a method.</summary>
    public string? Property { get; init; }

    /// <summary>The type of the value, of each item or of each event; null for none.</summary>
    public string? ResultType { get; init; }

    /// <summary>Whether the member returns a value task rather than a task.</summary>
    public bool IsValueTask { get; init; }

    /// <summary>Whether strings in the arguments may be references at the other end.</summary>
    public bool ResolvesReferences { get; init; } = true;

    /// <summary>The exceptions that the member declares.</summary>
    public EquatableArray<ErrorModel> Errors { get; init; }
}
