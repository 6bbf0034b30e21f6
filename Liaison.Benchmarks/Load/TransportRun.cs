using Liaison.Benchmarks.Servers;

namespace Liaison.Benchmarks.Load;

/// <summary>Everything that is measured of the traffic over one transport: Liaison and what it is compared with take turns.</summary>
internal sealed class TransportRun(LoadOptions options, Scoreboard board, string name, Transport transport)
{
    private const double BytesPerMebibyte = 1 << 20;

    // Asking for the figures may itself compile one.
    private const int FewMethods = 2;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);

    private IEnumerable<ServerKind> Contenders =>
        transport == Transport.WebSocket ? [ServerKind.Liaison, ServerKind.Bare, ServerKind.SignalR] : [ServerKind.Liaison, ServerKind.Bare];

    public void Run()
    {
        // Where figures count, servers are new for each group: one group's garbage and memory are not another's.
        if (options.IsQuick)
        {
            Run("all", [.. Latencies(), .. Small(), .. Payloads(comeBack: false), .. Payloads(comeBack: true), Echoed()], pins: false);
            Run("attachment", Attachments(), pins: false);
            return;
        }

        Run("ping-pong", Latencies(), options.Pins && Cores.CanPin);
        Run("pipelined", Small(), pins: false);
        Run("payload", Payloads(comeBack: false), pins: false);
        Run("payload-and-back", Payloads(comeBack: true), pins: false);
        Run("payload-and-back-echoed", [Echoed()], pins: false);
        Run("attachment", Attachments(), pins: false);
    }

    private IReadOnlyList<Scenario> Latencies() => [Scenario.PingPong(name, transport)];

    // Standard streams have one connection; of the others, one thread can wait for those that are sockets.
    private IReadOnlyList<Scenario> Small()
    {
        var isSocket = transport is Transport.WebSocket or Transport.Unix || (transport == Transport.Pipe && !OperatingSystem.IsWindows());
        return
        [
            Scenario.Pipelined(name, transport, options.Window),
            Scenario.Generated(name, transport, options.Window),
            .. options.Crowds.Where(_ => isSocket).Select(connections => Scenario.Crowd(name, transport, options.Window, connections)),
        ];
    }

    private IReadOnlyList<Scenario> Payloads(bool comeBack) =>
        [.. options.Payloads.Select(size => Scenario.Payload(name, transport, new Workload(size, comeBack), options.PayloadWindow))];

    private Scenario Echoed() =>
        Scenario.Payload(name, transport, new Workload(options.Payloads[^1], ComesBack: true) { IsEchoed = true }, options.PayloadWindow);

    // Bytes beside JSON are Liaison's own, and need frames that may be binary.
    private IReadOnlyList<Scenario> Attachments() => transport != Transport.WebSocket ? [] :
    [
        Scenario.Payload(name, transport, new Workload(options.Payloads[^1], ComesBack: false) { IsAttached = true }, options.PayloadWindow),
        Scenario.Payload(name, transport, new Workload(options.Payloads[^1], ComesBack: true) { IsAttached = true }, options.PayloadWindow),
    ];

    private void Run(string groupName, IReadOnlyList<Scenario> group, bool pins)
    {
        if (group.Count == 0)
        {
            return;
        }

        var servers = new List<ServerProcess>();
        try
        {
            foreach (var contender in Contenders.Where(contender => contender != ServerKind.SignalR || !group[0].Workload.IsAttached))
            {
                servers.Add(ServerProcess.Start(contender, transport, pins ? Cores.OfServer : null));
            }

            using var pinned = Cores.PinLoad(pins);
            foreach (var scenario in group)
            {
                Progress.Tell($"{scenario.Name}{(pins ? ", pinned" : "")}");
                Run(scenario, servers);
            }

            foreach (var server in servers)
            {
                board.Add($"{name}/peak/{groupName}", server.Name, Metric.Peak, server.Stats().PeakResidentBytes / BytesPerMebibyte);
            }
        }
        finally
        {
            servers.ForEach(server => server.Dispose());
        }
    }

    private void Run(Scenario scenario, List<ServerProcess> servers)
    {
        var contenders = new List<(ServerProcess Server, Traffic Traffic)>();
        try
        {
            foreach (var server in servers)
            {
                server.Expect(scenario.Workload);
                var traffic = scenario.Open(server);
                contenders.Add((server, traffic));
                WarmUp(server, traffic);
            }

            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var (server, traffic) in contenders)
                {
                    Meter.Measure(board, scenario, server, traffic, options.Round);
                }
            }
        }
        finally
        {
            contenders.ForEach(contender => contender.Traffic.Dispose());
        }
    }

    // The runtime compiles on a thread of its own, which takes a core from what is measured.
    private void WarmUp(ServerProcess server, Traffic traffic)
    {
        traffic.Run(options.WarmUp);
        var compiled = server.Stats().CompiledMethods;
        for (var further = Glance; further <= options.MaxFurtherWarmUp; further += Glance)
        {
            traffic.Run(Glance);
            var before = compiled;
            compiled = server.Stats().CompiledMethods;
            if (compiled - before <= FewMethods)
            {
                return;
            }
        }
    }
}
