namespace Liaison.Protocols;

/// <summary>The text of a specification is not valid.</summary>
/// <param name="problems">The problems, in the order of the text.</param>
public sealed class SpecificationFormatException(IReadOnlyList<SpecificationProblem> problems)
    : FormatException(string.Join("\n", problems))
{
    /// <summary>The problems, in the order of the text.</summary>
    public IReadOnlyList<SpecificationProblem> Problems { get; } = problems;
}
