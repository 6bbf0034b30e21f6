namespace Liaison.Generators;

/// <summary>What a member of a contract stands for.</summary>
internal enum MemberKind
{
    /// <summary>A command that gives one value, or none.</summary>
    Call,

    /// <summary>A command that gives a sequence.</summary>
    Stream,

    /// <summary>The events of a topic.</summary>
    Topic,
}
