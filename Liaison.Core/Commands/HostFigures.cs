namespace Liaison.Commands;

/// <summary>The current state of a host, and its counters since it was created. Byte counts are bytes of messages.</summary>
internal sealed record HostFigures
{
    /// <summary>The figures of a host without peers, for commands that are called in process.</summary>
    public static HostFigures None { get; } = new() { Sessions = [], Running = [] };

    /// <summary>How many calls wait or run.</summary>
    public int Pending { get; init; }

    public long Received { get; init; }

    public long Sent { get; init; }

    public long Unsent { get; init; }

    /// <summary>How many events were dropped because their subscribers were too slow.</summary>
    public long Dropped { get; init; }

    /// <summary>The connections, those with the most unsent bytes first.</summary>
    public required IReadOnlyList<ConnectionState> Sessions { get; init; }

    /// <summary>The running commands, the longest-running first.</summary>
    public required IReadOnlyList<RunningState> Running { get; init; }
}
