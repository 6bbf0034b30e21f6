using System.Diagnostics;
using Liaison.Benchmarks.Load;
using Liaison.Benchmarks.Servers;

namespace Liaison.Benchmarks.Nats;

/// <summary>What many WebSocket connections take at a gateway, at the workers behind NATS, and at nats-server.</summary>
internal static class NatsConnections
{
    private const int Workers = 2;
    private const int Spread = 8;

    // What the first connections make is made once.
    private const int First = 50;

    private static readonly TimeSpan BusyTime = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(NatsRunOptions options, NatsBoard board)
    {
        await RunAsync("spread", Spread, options, board);
        await RunAsync("sessions", 0, options, board);
    }

    /// <param name="name">What the results call it.</param>
    /// <param name="spread">Over how many sessions calls are spread; 0 for a session of each connection.</param>
    /// <param name="options">How many there are.</param>
    /// <param name="board">Takes the results.</param>
    private static async Task RunAsync(string name, int spread, NatsRunOptions options, NatsBoard board)
    {
        using var nats = NatsServerProcess.Start();
        var subject = "bench-" + Guid.NewGuid().ToString("N");
        var workers = Enumerable.Range(0, Workers).Select(_ => ServerProcess.StartNode("worker", nats.Url, subject, NatsNodes.MaxConnections)).ToArray();
        using var gateway = ServerProcess.StartNode("gateway", nats.Url, subject, spread);
        var conversation = new Conversation(ServerKind.Liaison, Transport.WebSocket, Workload.Small, 1, 1);
        var links = new List<Link>();
        try
        {
            Open(First);
            var before = (Gateway: gateway.CollectedStats(), Worker: Managed(), Nats: nats.ResidentBytes);
            var clock = Stopwatch.StartNew();
            Open(options.Connections);
            Each("connect", "µs", clock.Elapsed.TotalMicroseconds, "gateway");
            var after = (Gateway: gateway.CollectedStats(), Worker: Managed(), Nats: nats.ResidentBytes);
            Each("managed", "B", after.Gateway.ManagedBytes - before.Gateway.ManagedBytes, "gateway");
            Each("resident", "B", after.Gateway.ResidentBytes - before.Gateway.ResidentBytes, "gateway");
            Each("managed", "B", after.Worker - before.Worker, "workers");
            Each("resident", "B", after.Nats - before.Nats, "nats-server");
            await LeaveAloneAsync();
            using var crowd = new Crowd([.. links], conversation, 1);
            links.Clear();
            crowd.Run(TimeSpan.Zero);
            var busy = crowd.Run(options.Silence < BusyTime ? options.Silence : BusyTime);
            Add("rate", "1/s", busy.Commands / busy.Elapsed.TotalSeconds, "gateway");
        }
        finally
        {
            links.ForEach(link => link.Dispose());
            Array.ForEach(workers, worker => worker.Dispose());
        }

        // Each has made a call, so that it has a session where it has one of its own.
        void Open(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var link = gateway.Connect();
                links.Add(link);
                using var once = new PingPong(link, conversation);
                once.Run(TimeSpan.Zero);
            }
        }

        long Managed() => workers.Sum(worker => worker.CollectedStats().ManagedBytes);

        async Task LeaveAloneAsync()
        {
            var (ofGateway, ofWorkers, ofNats) = (gateway.Stats().CpuMicroseconds, workers.Sum(worker => worker.Stats().CpuMicroseconds), nats.ProcessorTime);
            await Task.Delay(options.Silence);
            Add("cpu while silent", "% of a core", (gateway.Stats().CpuMicroseconds - ofGateway) / options.Silence.TotalMicroseconds * 100, "gateway");
            Add("cpu while silent", "% of a core", (workers.Sum(worker => worker.Stats().CpuMicroseconds) - ofWorkers) / options.Silence.TotalMicroseconds * 100, "workers");
            Add("cpu while silent", "% of a core", (nats.ProcessorTime - ofNats) / options.Silence * 100, "nats-server");
        }

        void Each(string metric, string unit, double inAll, string contender) => Add(metric, unit, inAll / options.Connections, contender);

        void Add(string metric, string unit, double value, string contender) => board.Add($"nats/{name}", contender, metric, unit, [value], options.Connections);
    }
}
