using System.Globalization;
using Liaison.Benchmarks.Results;
using Liaison.Benchmarks.Servers;

namespace Liaison.Benchmarks.Load;

/// <summary>What the load is to show, and whether it does.</summary>
internal sealed class Goals(LoadOptions options, Scoreboard board)
{
    private const double RateOfJsonRpcInNode = 63_000;

    private static readonly string Liaison = ServerProcess.NameOf(ServerKind.Liaison);
    private static readonly string Bare = ServerProcess.NameOf(ServerKind.Bare);
    private static readonly string SignalR = ServerProcess.NameOf(ServerKind.SignalR);

    public IReadOnlyList<GoalResult> Judge() =>
    [
        AtLeast("WebSocket, pipelined: rate, of the bare server's", Of("websocket/pipelined/1", Metric.Rate, Bare), 0.65),
        AtLeast("WebSocket, pipelined: rate, of SignalR's", Of("websocket/pipelined/1", Metric.Rate, SignalR), 1.6),
        AtMost("WebSocket, ping-pong: p50, of the bare server's", Of("websocket/ping-pong", Metric.P50, Bare), 1.05),
        AtMost("WebSocket, ping-pong: p99, of the bare server's", Of("websocket/ping-pong", Metric.P99, Bare), 1.15),
        .. Streams.SelectMany(Pipelined),
        AtMost("Unix socket, ping-pong: p50, of the bare server's", Of("unix/ping-pong", Metric.P50, Bare), 1.1),
        AtMost("stdio, ping-pong: p50, of the bare server's", Of("stdio/ping-pong", Metric.P50, Bare), 1.1),
        AtMost("WebSocket, pipelined: allocated for each run", board.Find("websocket/pipelined/1", Liaison, Metric.Allocated), 350, " B"),
        AtMost("WebSocket, pipelined: allocated for each generated command", board.Find("websocket/pipelined-command/1", Liaison, Metric.Allocated), 200, " B"),
        AtLeast("WebSocket, 1 MiB to the host and back: of SignalR's", Of("websocket/payload-and-back/1024K", Metric.Throughput, SignalR), 1),
        AtLeast("WebSocket, 1 MiB to the host and back, the request echoed: bytes moved, of SignalR's", Of("websocket/payload-and-back-echoed/1024K", Metric.Moved, SignalR), 1),
        .. LoadOptions.Transports.Keys.SelectMany(Payloads),
        AtLeast("websocket, 1 MiB attached, to the host: of the bare server's", Of("websocket/attachment/1024K", Metric.Throughput, Bare), 0.8),
        AtLeast("websocket, 1 MiB attached, to the host and back: of the bare server's", Of("websocket/attachment-and-back/1024K", Metric.Throughput, Bare), 0.6),
        Told("WebSocket, 1 MiB to the host: allocated, of the payload", board.Find("websocket/payload/1024K", Liaison, Metric.Allocated)?.Median / (1 << 20), "1 message, 2 as string"),
        .. LoadOptions.Transports.Keys.Where(name => name != "stdio").Select(Crowds),
        .. LoadOptions.Transports.Keys.Where(name => name is "websocket" or "unix").Select(Idle),
        AtMost("start to ready marker, of a minimal Kestrel app's", board.Ratio(Metric.Start, (StartRun.Scenario, Liaison), (StartRun.Scenario, StartRun.Minimal)), 1.3),
        AtMost(
            $"{options.EventsPerSecond} events/s to {options.Subscribers}: processor time, of the bare server's",
            board.Ratio(Metric.CpuShare, (EventRun.Scenario, Liaison), (EventRun.Scenario, Bare)),
            1.5),
        AtLeast(
            "wslink 2.x, pipelined: rate, of the liaison protocol's",
            board.Ratio(Metric.Rate, (WslinkRun.Pipelined, WslinkRun.Wslink), (WslinkRun.Pipelined, Liaison)),
            0.7),
        AtLeast(
            "LibMedium over a Unix socket, pipelined: rate, of the liaison protocol's in lines",
            board.Ratio(Metric.Rate, (LibMediumRun.Pipelined, LibMediumRun.LibMedium), (LibMediumRun.Pipelined, Liaison)),
            1),
        AtLeast(
            "wslink 2.x, published pictures of 1 MiB: of the bare server's",
            board.Ratio(Metric.Throughput, (WslinkRun.Pictures, WslinkRun.Wslink), (WslinkRun.Pictures, Bare)),
            0.6),
        AtMost("each event: how often serialised", board.Find(EventRun.Scenario, Liaison, Metric.Serialised), 1, ""),
    ];

    private static IEnumerable<string> Streams => LoadOptions.Transports.Keys.Where(name => name != "websocket");

    private IEnumerable<GoalResult> Pipelined(string transport) =>
    [
        AtLeast($"{transport}, pipelined: rate, of the bare server's", Of($"{transport}/pipelined/1", Metric.Rate, Bare), 0.4),
        AtLeast($"{transport}, pipelined: rate", board.Find($"{transport}/pipelined/1", Liaison, Metric.Rate), 10 * RateOfJsonRpcInNode, "/s"),
    ];

    private IEnumerable<GoalResult> Payloads(string transport) =>
    [
        AtLeast($"{transport}, 1 MiB to the host: of the bare server's", Of($"{transport}/payload/1024K", Metric.Throughput, Bare), 0.8),
        AtLeast($"{transport}, 1 MiB to the host and back: of the bare server's", Of($"{transport}/payload-and-back/1024K", Metric.Throughput, Bare), 0.6),
    ];

    private GoalResult Crowds(string transport) => AtLeast(
        $"{transport}, rate with {options.Crowds[^1]} connections, of that with {options.Crowds[0]}",
        board.Ratio(Metric.Rate, ($"{transport}/pipelined/{options.Crowds[^1]}", Liaison), ($"{transport}/pipelined/{options.Crowds[0]}", Liaison)),
        0.85);

    private GoalResult Idle(string transport) => AtMost(
        $"{transport}, managed memory of an idle connection", board.Find($"{transport}/idle/{options.IdleConnections}", Liaison, Metric.Managed), (transport == "websocket" ? 14 : 12) * 1024, " B");

    private Spread? Of(string scenario, Metric metric, string other) => board.Ratio(metric, (scenario, Liaison), (scenario, other));

    private static GoalResult AtLeast(string goal, Spread? figure, double limit, string unit = " ×") => Result(goal, figure, "≥", limit, figure?.Median >= limit, unit);

    private static GoalResult AtMost(string goal, Spread? figure, double limit, string unit = " ×") => Result(goal, figure, "≤", limit, figure?.Median <= limit, unit);

    private static GoalResult Result(string goal, Spread? figure, string sign, double limit, bool met, string unit) => new(
        goal,
        figure is { } spread ? $"{Text(spread.Median)}{unit} ({Text(spread.Min)}..{Text(spread.Max)})" : "not measured",
        $"{sign} {Text(limit)}{unit}",
        figure is null ? null : met);

    // A figure to be read with its reason: what the command itself takes is in it.
    private static GoalResult Told(string goal, double? figure, string wanted) => new(goal, figure is { } value ? $"{Text(value)} ×" : "not measured", wanted, null);

    private static string Text(double value) => value.ToString(Math.Abs(value) < 100 ? "0.00" : "#,0", CultureInfo.InvariantCulture);
}
