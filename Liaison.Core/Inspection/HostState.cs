namespace Liaison.Inspection;

/// <summary>The state of a host at one moment, for the console.</summary>
/// <param name="Time">The moment.</param>
/// <param name="UptimeSeconds">How long the host has been inspected.</param>
/// <param name="Messages">The number of received and sent messages, without those of consoles.</param>
/// <param name="Bytes">The bytes of these messages.</param>
/// <param name="Kept">How many messages are kept.</param>
/// <param name="KeptBytes">How many bytes of their texts are kept.</param>
/// <param name="Sessions">The connections.</param>
/// <param name="Lanes">The lanes in which commands wait for each other.</param>
/// <param name="Commands">The durations of the calls of each command.</param>
/// <param name="Topics">The number of events of each topic.</param>
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

    /// <summary>The calls of a command: in total, and since the last state.</summary>
    internal sealed record Command(string Name, long Failures, Times Total, Times Recent);

    /// <summary>The durations of calls, in milliseconds.</summary>
    internal sealed record Times(long Calls, double P50, double P90, double P99, double Max, double WaitedP50, double WaitedP99);

    /// <summary>The events of a topic. An event counts once for each peer that receives it.</summary>
    internal sealed record Topic(string Name, long Events, long Bytes, DateTimeOffset Last);
}
