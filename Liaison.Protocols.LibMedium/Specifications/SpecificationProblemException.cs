namespace Liaison.Protocols;

/// <summary>Leaves the line that has a problem. The parser catches it, and goes on with the next line.</summary>
internal sealed class SpecificationProblemException(SpecificationProblem problem) : Exception(problem.Message)
{
    public SpecificationProblem Problem { get; } = problem;
}
