namespace Liaison.Protocols;

/// <summary>What is wrong with a specification, and how to put it right.</summary>
/// <param name="Position">Where it is.</param>
/// <param name="Message">What is wrong, and the fix.</param>
public sealed record SpecificationProblem(SourcePosition Position, string Message)
{
    /// <summary>The position and the message in one line.</summary>
    public override string ToString() => $"{Position}: {Message}";
}
