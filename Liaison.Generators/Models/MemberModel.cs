namespace Liaison.Generators;

/// <summary>A member of a contract.</summary>
/// <param name="Method">The member, of a property its getter.</param>
/// <param name="Kind">What the member stands for.</param>
/// <param name="Name">The command, with the contract's prefix, or the topic.</param>
/// <param name="ReturnType">The type that the member is declared to give.</param>
internal sealed record MemberModel(MethodModel Method, MemberKind Kind, string Name, string ReturnType)
{
    /// <summary>The name of the property; null of a method.</summary>
    public string? Property { get; init; }

    /// <summary>The type of the value, of each item or of each event; null for none.</summary>
    public string? ResultType { get; init; }

    /// <summary>Whether the member gives a value task, and not a task.</summary>
    public bool IsValueTask { get; init; }

    /// <summary>Whether strings in the arguments may be references at the other end.</summary>
    public bool ResolvesReferences { get; init; } = true;

    /// <summary>The exceptions that the member declares.</summary>
    public EquatableArray<ErrorModel> Errors { get; init; }
}
