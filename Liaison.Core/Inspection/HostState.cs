namespace Liaison.Inspection;

/// <summary>What a host does at one moment, as the console is told.</summary>
/// <param name="Time">When that is.</param>
/// <param name="UptimeSeconds">How long the host has been inspected.</param>
/// <param name="Messages">How many messages came and went, those of consoles not counted.</param>
/// <param name="Bytes">How many bytes these were.</param>
/// <param name="Kept">How many messages are kept.</param>
/// <param name="KeptBytes">How many bytes of their texts are kept.</param>
/// <param name="Sessions">The connections.</param>
/// <param name="Lanes">Where commands wait for each other.</param>
/// <param name="Commands">How long the calls of each command took.</param>
/// <param name="Topics">What was sent of each topic.</param>
internal sealed record HostState(
    DateTimeOffset Time,
    double UptimeSeconds,
    long Messages,
    long Bytes,
    int Kept,
    long KeptBytes,
    IReadOnlyList<SessionState> Sessions,
    IReadOnlyList<HostState.Lane> Lanes,
    IReadOnlyList<HostState.Command> Commands,
    IReadOnlyList<HostState.Topic> Topics)
{
    /// <summary>A lane.</summary>
    internal sealed record Lane(string? Name, string? Target, string? Running, double RunningMs, int Waiting);

    /// <summary>The calls of a command: all of them, and those since the state before.</summary>
    internal sealed record Command(string Name, long Failures, Times Total, Times Recent);

    /// <summary>How long calls took, in milliseconds.</summary>
    internal sealed record Times(long Calls, double P50, double P90, double P99, double Max, double WaitedP50, double WaitedP99);

    /// <summary>The events of a topic, counted once for each peer that they were sent to.</summary>
    internal sealed record Topic(string Name, long Events, long Bytes, DateTimeOffset Last);
}
