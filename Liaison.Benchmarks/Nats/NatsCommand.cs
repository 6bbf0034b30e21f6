using System.Diagnostics;
using System.Globalization;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Transports;
using NATS.Client.Core;

namespace Liaison.Benchmarks.Nats;

/// <summary>
/// Measures calls over NATS beside NATS.Net's own request and reply, and how the rate grows with the workers:
/// <c>nats [nats://host:port] [seconds]</c>. A nats-server has to run; workers and callers are in this process.
/// </summary>
internal static class NatsCommand
{
    private const int InFlight = 64;
    private const int Callers = 32;

    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var nats = NatsOpts.Default with { Url = args.Count > 0 ? args[0] : "nats://127.0.0.1:4222" };
        var time = TimeSpan.FromSeconds(args.Count > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 3);
        await CompareAsync(nats, time);
        var one = await ScaleAsync(nats, 1, time);
        foreach (var workers in new[] { 2, 4 })
        {
            var rate = await ScaleAsync(nats, workers, time);
            Write($"{workers} workers, 1 ms each: {rate:0} calls/s, {rate / one:0.00} of one worker's");
        }

        return 0;
    }

    private static async Task CompareAsync(NatsOpts nats, TimeSpan time)
    {
        await using var server = new NatsConnection(nats);
        await using var bare = new NatsConnection(nats);
        var subject = "bench-" + Guid.NewGuid().ToString("N");
        await using var served = await server.SubscribeCoreAsync<byte[]>(subject);
        var serving = Task.Run(async () =>
        {
            await foreach (var request in served.Msgs.ReadAllAsync())
            {
                await request.ReplyAsync(request.Data);
            }
        });
        var message = "{\"command\":{\"command\":\"echo\",\"args\":[1]},\"id\":1}"u8.ToArray();
        await server.PingAsync();

        var options = new NatsOptions { Connection = nats, Subject = subject, DrainTimeout = TimeSpan.Zero };
        await using var companion = new Companion();
        companion.Commands.AddFrom(new Waiting());
        await using var host = new LiaisonHost(companion).Add(new NatsTransport(options));
        await host.StartAsync();
        await using var client = await LiaisonClient.ConnectAsync(new NatsConnector(options));

        Func<Task> bareCall = async () => await bare.RequestAsync<byte[], byte[]>(subject, message);
        Func<Task> call = () => client.InvokeAsync<int>("echo", [1]);
        foreach (var warmUp in new[] { bareCall, call })
        {
            await RateAsync(warmUp, InFlight, time / 3);
        }

        // In turns, so that what else the machine does is shared.
        var (bareRates, rates, bareTimes, times) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < 5; round++)
        {
            bareTimes.Add(await MedianAsync(bareCall, time / 5));
            times.Add(await MedianAsync(call, time / 5));
            bareRates.Add(await RateAsync(bareCall, InFlight, time / 5));
            rates.Add(await RateAsync(call, InFlight, time / 5));
        }

        Write($"ping-pong p50: bare {Middle(bareTimes):0.0} us, Liaison {Middle(times):0.0} us, {Middle(times) / Middle(bareTimes):0.00} of it");
        Write($"{InFlight} in flight: bare {Middle(bareRates):0}/s, Liaison {Middle(rates):0}/s, {Middle(rates) / Middle(bareRates):0.00} of it");
        await served.UnsubscribeAsync();
        await serving;
    }

    private static async Task<double> ScaleAsync(NatsOpts nats, int workers, TimeSpan time)
    {
        var options = new NatsOptions { Connection = nats, Subject = "bench-" + Guid.NewGuid().ToString("N"), DrainTimeout = TimeSpan.Zero };
        var hosts = new List<LiaisonHost>();
        for (var i = 0; i < workers; i++)
        {
            var companion = new Companion();
            companion.Commands.AddFrom(new Waiting());

            // So many that every worker has its part of the callers.
            var share = options with { MaxConnections = Callers / workers };
            hosts.Add(new LiaisonHost(companion).Add(new NatsTransport(share)));
            await hosts[^1].StartAsync();
        }

        var clients = new List<LiaisonClient>();
        for (var i = 0; i < Callers; i++)
        {
            clients.Add(await LiaisonClient.ConnectAsync(new NatsConnector(options)));
        }

        var rates = await Task.WhenAll(clients.Select(client => RateAsync(() => client.InvokeAsync<int>("work", [1]), 1, time)));
        foreach (var opened in clients.Cast<IAsyncDisposable>().Concat(hosts))
        {
            await opened.DisposeAsync();
        }

        return rates.Sum();
    }

    private static async Task<double> RateAsync(Func<Task> call, int inFlight, TimeSpan time)
    {
        var count = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(async _ =>
        {
            while (clock.Elapsed < time)
            {
                await call();
                Interlocked.Increment(ref count);
            }
        }));
        return count / clock.Elapsed.TotalSeconds;
    }

    private static async Task<double> MedianAsync(Func<Task> call, TimeSpan time)
    {
        var times = new List<double>();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < time)
        {
            var began = Stopwatch.GetTimestamp();
            await call();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
        }

        return Middle(times);
    }

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static void Write(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>The commands of a worker.</summary>
    private sealed class Waiting
    {
        [Command("echo")]
        public int Echo(int number) => number;

        [Command("work")]
        public async Task<int> WorkAsync(int number)
        {
            await Task.Delay(1);
            return number;
        }
    }
}
