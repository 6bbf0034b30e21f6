namespace Liaison.Protocols;

/// <summary>The text of a specification that cannot be understood.</summary>
/// <param name="problems">What is wrong with it, in the order of the text.</param>
public sealed class SpecificationFormatException(IReadOnlyList<SpecificationProblem> problems)
    : FormatException(string.Join("\n", problems))
{
    /// <summary>What is wrong with it, in the order of the text.</summary>
    public IReadOnlyList<SpecificationProblem> Problems { get; } = problems;
}
