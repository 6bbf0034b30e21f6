namespace Liaison.Tool.Replay;

/// <summary>The parts of a recording that are compared. Not a record: its text would contain the token.</summary>
internal sealed class ReplayOptions
{
    /// <summary>Names of members, or paths without indexes, whose values may differ.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Whether to skip events instead of waiting for them.</summary>
    public bool IgnoreEvents { get; init; }

    /// <summary>How long to wait for each message.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>
    /// The secret for the greeting, if the protocol has one: recordings do not contain secrets. Null if there is none.
    /// </summary>
    public string? Token { get; init; }
}
