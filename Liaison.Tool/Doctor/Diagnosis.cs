namespace Liaison.Tool;

/// <summary>What was found about a host, in the order in which it was looked for, and the exit code that says the worst of it.</summary>
internal sealed class Diagnosis
{
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>One of <see cref="ExitCodes"/>; that of the first problem.</summary>
    public int ExitCode { get; private set; } = ExitCodes.Success;

    /// <summary>Whether nothing stands in the way of a front end so far.</summary>
    public bool IsHealthy => ExitCode == ExitCodes.Success;

    public void Ok(string text) => _findings.Add(new Finding(FindingKind.Ok, text));

    public void Note(string text) => _findings.Add(new Finding(FindingKind.Note, text));

    /// <summary>Adds what is wrong, with what to do about it.</summary>
    public void Problem(int exitCode, string text)
    {
        _findings.Add(new Finding(FindingKind.Problem, text));
        ExitCode = IsHealthy ? exitCode : ExitCode;
    }
}
