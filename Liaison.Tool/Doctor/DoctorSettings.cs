namespace Liaison.Tool;

/// <summary>The host to examine, and the options. Not a record: its text would contain the token.</summary>
internal sealed class DoctorSettings
{
    public required string Address { get; init; }

    /// <summary>The token for a WebSocket whose address has none, or null.</summary>
    public string? Token { get; init; }

    /// <summary>The origin of the page as which the doctor connects. Null: it connects as a program, which sends no origin.</summary>
    public string? Origin { get; init; }

    /// <summary>The protocol that the host must speak; null tries all.</summary>
    public string? Protocol { get; init; }

    /// <summary>A command that has been running for longer than this is reported.</summary>
    public TimeSpan Long { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long each step may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}
