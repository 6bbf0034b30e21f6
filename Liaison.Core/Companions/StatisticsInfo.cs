using System.Reflection;
using System.Text.Json.Serialization;
using Liaison.Commands;

namespace Liaison.Companions;

/// <summary>The result of the command <c>stats</c>.</summary>
internal sealed record StatisticsInfo(
    [property: JsonPropertyName("calls")] long Calls,
    [property: JsonPropertyName("failures")] long Failures,
    [property: JsonPropertyName("names")] int Names,
    [property: JsonPropertyName("commands")] int Commands,
    [property: JsonPropertyName("connections")] long Connections,
    [property: JsonPropertyName("connections_ever")] long ConnectionsEver,
    [property: JsonPropertyName("uptime_seconds")] double UptimeSeconds,
    [property: JsonPropertyName("lanes")] StatisticsInfo.LaneInfo[] Lanes)
{
    private static readonly string LibraryVersion =
        typeof(StatisticsInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    [JsonPropertyName("version")]
    public string Version { get; init; } = LibraryVersion;

    [JsonPropertyName("pending")]
    public required int Pending { get; init; }

    [JsonPropertyName("bytes_received")]
    public required long BytesReceived { get; init; }

    [JsonPropertyName("bytes_sent")]
    public required long BytesSent { get; init; }

    [JsonPropertyName("bytes_unsent")]
    public required long BytesUnsent { get; init; }

    [JsonPropertyName("events_dropped")]
    public required long EventsDropped { get; init; }

    [JsonPropertyName("pool_threads")]
    public int PoolThreads { get; init; } = ThreadPool.ThreadCount;

    [JsonPropertyName("pool_waiting")]
    public long PoolWaiting { get; init; } = ThreadPool.PendingWorkItemCount;

    [JsonPropertyName("memory_bytes")]
    public long MemoryBytes { get; init; } = GC.GetTotalMemory(forceFullCollection: false);

    [JsonPropertyName("running")]
    public required RunningInfo[] Running { get; init; }

    [JsonPropertyName("sessions")]
    public required SessionInfo[] Sessions { get; init; }

    /// <summary>The current statistics.</summary>
    public static StatisticsInfo Of(Companion companion, CommandContext context)
    {
        var (counted, host) = (companion.Statistics, context.Host);
        return new StatisticsInfo(
            counted.Calls, counted.Failures, companion.Namespace.Count, companion.Commands.Count, counted.Connections, counted.ConnectionsEver, counted.Uptime.TotalSeconds,
            [.. context.Lanes.Select(lane => new LaneInfo(lane.Name, lane.Target, lane.Running, lane.RunningFor.TotalSeconds, lane.Waiting))])
        {
            Pending = host.Pending,
            BytesReceived = host.Received,
            BytesSent = host.Sent,
            BytesUnsent = host.Unsent,
            EventsDropped = host.Dropped,
            Running = [.. host.Running.Select(command => new RunningInfo(command.Command, command.Transport, command.For.TotalSeconds))],
            Sessions = [.. host.Sessions.Select(session => new SessionInfo(
                session.Transport, session.Protocol, session.Age.TotalSeconds, session.Pending, session.Received, session.Sent, session.Unsent, session.Dropped))],
        };
    }

    internal sealed record LaneInfo(
        [property: JsonPropertyName("name")] string? Name,
        [property: JsonPropertyName("target")] string? Target,
        [property: JsonPropertyName("running")] string? Running,
        [property: JsonPropertyName("running_seconds")] double RunningSeconds,
        [property: JsonPropertyName("waiting")] int Waiting);

    internal sealed record RunningInfo(
        [property: JsonPropertyName("command")] string Command,
        [property: JsonPropertyName("transport")] string Transport,
        [property: JsonPropertyName("seconds")] double Seconds);

    internal sealed record SessionInfo(
        [property: JsonPropertyName("transport")] string Transport,
        [property: JsonPropertyName("protocol")] string? Protocol,
        [property: JsonPropertyName("seconds")] double Seconds,
        [property: JsonPropertyName("pending")] int Pending,
        [property: JsonPropertyName("bytes_received")] long BytesReceived,
        [property: JsonPropertyName("bytes_sent")] long BytesSent,
        [property: JsonPropertyName("bytes_unsent")] long BytesUnsent,
        [property: JsonPropertyName("events_dropped")] long EventsDropped);
}
