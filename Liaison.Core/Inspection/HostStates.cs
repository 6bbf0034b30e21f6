using Liaison.Commands;

namespace Liaison.Inspection;

/// <summary>Produces the states of a host, one after the other. For one reader.</summary>
internal sealed class HostStates(Inspector inspector)
{
    private const int MaxTopics = 200;

    private readonly Dictionary<string, (long[] Ran, long[] Waited)> _before = new(StringComparer.Ordinal);

    public HostState Next(IReadOnlyList<LaneState> lanes)
    {
        var (kept, bytes) = inspector.Ring.Kept;
        return new HostState(
            DateTimeOffset.UtcNow,
            inspector.Uptime.TotalSeconds,
            inspector.Ring.Last,
            inspector.Bytes,
            kept,
            bytes,
            [.. inspector.Sessions.Select(session => session.Describe())],
            [.. lanes.Select(lane => new HostState.Lane(lane.Name, lane.Target, lane.Running, lane.RunningFor.TotalMilliseconds, lane.Waiting))],
            [.. inspector.Commands.OrderBy(command => command.Key, StringComparer.Ordinal).Select(command => Describe(command.Key, command.Value))],
            [.. inspector.Topics.OrderByDescending(topic => topic.Value.Events).Take(MaxTopics).Select(topic =>
                new HostState.Topic(topic.Key, topic.Value.Events, topic.Value.Bytes, topic.Value.Last))]);
    }

    private HostState.Command Describe(string name, CommandLatency latency)
    {
        var (ran, waited) = (latency.Ran.Snapshot(), latency.Waited.Snapshot());
        var (ranBefore, waitedBefore) = _before.GetValueOrDefault(name);
        _before[name] = (ran, waited);
        return new HostState.Command(
            name,
            latency.Failures,
            Describe(ran, waited),
            Describe(LatencyHistogram.Difference(ran, ranBefore), LatencyHistogram.Difference(waited, waitedBefore)));
    }

    private static HostState.Times Describe(long[] ran, long[] waited) => new(
        ran.Sum(),
        LatencyHistogram.Percentile(ran, 0.5),
        LatencyHistogram.Percentile(ran, 0.9),
        LatencyHistogram.Percentile(ran, 0.99),
        LatencyHistogram.Percentile(ran, 1),
        LatencyHistogram.Percentile(waited, 0.5),
        LatencyHistogram.Percentile(waited, 0.99));
}
