namespace Liaison.Tool;

/// <summary>Which host is looked at, and how. Not a record: that would write its token.</summary>
internal sealed class DoctorSettings
{
    public required string Address { get; init; }

    /// <summary>What is presented at a WebSocket whose address has no token; null where there is none.</summary>
    public string? Token { get; init; }

    /// <summary>The page that the doctor connects as; null for a program, which sends no origin.</summary>
    public string? Origin { get; init; }

    /// <summary>The protocol that the host has to speak; null finds out.</summary>
    public string? Protocol { get; init; }

    /// <summary>From how long on a command that runs is told.</summary>
    public TimeSpan Long { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long each step may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}
