namespace Liaison.Tool.Replay;

/// <summary>What of a recording is compared. Not a record: that would write its token.</summary>
internal sealed class ReplayOptions
{
    /// <summary>Names of members, or paths without indexes, whose values may differ.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Whether events are not waited for.</summary>
    public bool IgnoreEvents { get; init; }

    /// <summary>How long each message may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>What stands for a secret that was not recorded, in the greeting of a protocol that has one; null where there is none.</summary>
    public string? Token { get; init; }
}
