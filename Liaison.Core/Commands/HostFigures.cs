namespace Liaison.Commands;

/// <summary>What a host does at one moment, and has done since it was made. Bytes are those of messages.</summary>
internal sealed record HostFigures
{
    /// <summary>A host without peers, as a command sees it that was called in process.</summary>
    public static HostFigures None { get; } = new() { Sessions = [], Running = [] };

    /// <summary>Calls that wait or run.</summary>
    public int Pending { get; init; }

    public long Received { get; init; }

    public long Sent { get; init; }

    public long Unsent { get; init; }

    /// <summary>Events that their subscribers were too slow for.</summary>
    public long Dropped { get; init; }

    /// <summary>The connections, those first that leave most unread.</summary>
    public required IReadOnlyList<ConnectionState> Sessions { get; init; }

    /// <summary>The commands that run, those first that have run longest.</summary>
    public required IReadOnlyList<RunningState> Running { get; init; }
}
