using Liaison.Benchmarks.Load;
using Liaison.Client;
using Liaison.Transports;

namespace Liaison.Benchmarks.Nats;

/// <summary>How the rate of a command that waits 1 ms, one at a time at each worker, grows with the worker processes.</summary>
internal static class NatsWorkers
{
    private const int Callers = 32;

    public static async Task RunAsync(string url, NatsRunOptions options, NatsBoard board)
    {
        await using var one = await Pool.StartAsync(url, 1, options.Time);
        await using var two = await Pool.StartAsync(url, 2, options.Time);
        await using var four = await Pool.StartAsync(url, 4, options.Time);
        for (var round = 0; round < options.Rounds; round++)
        {
            // In turns, so that what else the machine does slows all alike.
            await one.MeasureAsync(options.Time);
            await two.MeasureAsync(options.Time);
            await four.MeasureAsync(options.Time);
        }

        foreach (var pool in new[] { one, two, four })
        {
            board.Add("nats/workers", "liaison", "rate", "1/s", pool.Rates, pool.Workers);
        }

        board.Judge("2 workers behind NATS, 1 ms each: rate, of one worker's", two.Of(one), 1.8, isLeast: true);
        board.Judge("4 workers behind NATS, 1 ms each: rate, of one worker's", four.Of(one), 3.4, isLeast: true);
    }

    private sealed class Pool : IAsyncDisposable
    {
        private readonly List<ServerProcess> _workers = [];
        private readonly List<LiaisonClient> _clients = [];

        public List<double> Rates { get; } = [];

        public int Workers => _workers.Count;

        public static async Task<Pool> StartAsync(string url, int workers, TimeSpan warmUp)
        {
            var pool = new Pool();
            var subject = "bench-" + Guid.NewGuid().ToString("N");
            for (var i = 0; i < workers; i++)
            {
                // So many that every worker has its part of the callers.
                pool._workers.Add(ServerProcess.StartNode("worker", url, subject, Callers / workers));
            }

            var connector = new NatsConnector(NatsNodes.Options(url, subject));
            for (var i = 0; i < Callers; i++)
            {
                pool._clients.Add(await LiaisonClient.ConnectAsync(connector));
            }

            await pool.RateAsync(warmUp);
            return pool;
        }

        public async Task MeasureAsync(TimeSpan time) => Rates.Add(await RateAsync(time));

        public List<double> Of(Pool other) => [.. Rates.Zip(other.Rates, (mine, its) => mine / its)];

        public async ValueTask DisposeAsync()
        {
            foreach (var client in _clients)
            {
                await client.DisposeAsync();
            }

            _workers.ForEach(worker => worker.Dispose());
        }

        private async Task<double> RateAsync(TimeSpan time) =>
            (await Task.WhenAll(_clients.Select(client => NatsCalls.RateAsync(() => client.InvokeAsync<int>("work", [1]), 1, time)))).Sum();
    }
}
