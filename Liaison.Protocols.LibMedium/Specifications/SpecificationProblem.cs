namespace Liaison.Protocols;

/// <summary>A problem in a specification, and how to fix it.</summary>
/// <param name="Position">The position of the problem.</param>
/// <param name="Message">The problem, and the fix.</param>
public sealed record SpecificationProblem(SourcePosition Position, string Message)
{
    /// <summary>Returns the position and the message in one line.</summary>
    public override string ToString() => $"{Position}: {Message}";
}
