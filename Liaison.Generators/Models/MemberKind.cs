namespace Liaison.Generators;

/// <summary>The kind of a member of a contract.</summary>
internal enum MemberKind
{
    /// <summary>A command that returns one value, or nothing.</summary>
    Call,

    /// <summary>A command that returns a sequence.</summary>
    Stream,

    /// <summary>The events of a topic.</summary>
    Topic,
}
