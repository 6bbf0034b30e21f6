namespace Liaison.Tool;

/// <summary>The findings about a host, in the order of the checks, and the exit code for the first problem.</summary>
internal sealed class Diagnosis
{
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>One of <see cref="ExitCodes"/>: that of the first problem.</summary>
    public int ExitCode { get; private set; } = ExitCodes.Success;

    /// <summary>Whether no problem was found so far.</summary>
    public bool IsHealthy => ExitCode == ExitCodes.Success;

    public void Ok(string text) => _findings.Add(new Finding(FindingKind.Ok, text));

    public void Note(string text) => _findings.Add(new Finding(FindingKind.Note, text));

    /// <summary>Adds a problem, with a text that says what to do.</summary>
    public void Problem(int exitCode, string text)
    {
        _findings.Add(new Finding(FindingKind.Problem, text));
        ExitCode = IsHealthy ? exitCode : ExitCode;
    }
}
