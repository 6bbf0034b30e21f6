using Liaison.Benchmarks.Servers;

namespace Liaison.Benchmarks.Load;

/// <summary>What a connection takes that has been used once and is then silent.</summary>
internal sealed class IdleRun(LoadOptions options, Scoreboard board)
{
    // What the first connections make is made once.
    private const int First = 20;

    public void Run()
    {
        foreach (var (name, transport) in LoadOptions.Transports.Where(known => known.Value is Transport.WebSocket or Transport.Unix))
        {
            IEnumerable<ServerKind> kinds = transport == Transport.WebSocket
                ? [ServerKind.Liaison, ServerKind.Bare, ServerKind.SignalR]
                : [ServerKind.Liaison, ServerKind.Bare];
            var scenario = $"{name}/idle/{options.IdleConnections}";
            Progress.Tell(scenario);
            for (var round = 0; round < Math.Min(3, options.Rounds); round++)
            {
                foreach (var kind in kinds)
                {
                    Measure(scenario, kind, transport);
                }
            }
        }
    }

    private void Measure(string scenario, ServerKind kind, Transport transport)
    {
        using var server = ServerProcess.Start(kind, transport, core: null);
        server.Expect(Workload.Small);
        var conversation = new Conversation(kind, transport, Workload.Small, 1, 1);
        var links = new List<Link>();
        try
        {
            Open(First);
            var before = server.CollectedStats();
            Open(options.IdleConnections);
            var after = server.CollectedStats();
            Add(Metric.Managed, after.ManagedBytes - before.ManagedBytes);
            Add(Metric.Resident, after.ResidentBytes - before.ResidentBytes);
        }
        finally
        {
            links.ForEach(link => link.Dispose());
        }

        void Open(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var link = server.Connect();
                links.Add(link);
                using var once = new PingPong(link, conversation);
                once.Run(TimeSpan.Zero);
            }
        }

        void Add(Metric metric, long bytes) => board.Add(scenario, server.Name, metric, bytes / (double)options.IdleConnections);
    }
}
