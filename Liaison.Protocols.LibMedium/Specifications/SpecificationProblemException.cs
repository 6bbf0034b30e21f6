namespace Liaison.Protocols;

/// <summary>Ends the parsing of a line with a problem. The parser catches it and continues with the next line.</summary>
internal sealed class SpecificationProblemException(SpecificationProblem problem) : Exception(problem.Message)
{
    public SpecificationProblem Problem { get; } = problem;
}
