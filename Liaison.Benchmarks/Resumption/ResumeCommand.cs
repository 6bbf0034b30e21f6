using System.Diagnostics;
using System.Globalization;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Resumption;
using Liaison.Transports;

namespace Liaison.Benchmarks.Resumption;

/// <summary>
/// Measures what sessions that can be resumed cost, with links that hold: pipelined calls over a WebSocket and a Unix socket, with and without, in turns.
/// <c>resume [seconds]</c>. Host and client are in this process.
/// </summary>
internal static class ResumeCommand
{
    private const int InFlight = 64;
    private const int Rounds = 7;

    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var time = TimeSpan.FromSeconds(args.Count > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 1);
        await CompareAsync("websocket", () =>
        {
            var transport = new WebSocketTransport("127.0.0.1:0", new WebSocketTransportOptions { AnyLocalProcess = true });
            return (transport, () => new WebSocketConnector(new Uri("ws://" + transport.Address)));
        }, time);
        await CompareAsync("unix", () =>
        {
            var transport = new UnixSocketTransport(Path.Combine(Path.GetTempPath(), $"liaison-{Guid.NewGuid():N}.sock"));
            return (transport, () => new UnixSocketConnector(transport.Address));
        }, time);
        return 0;
    }

    private static async Task CompareAsync(string link, Func<(ICommandTransport Transport, Func<ICommandConnector> Connector)> open, TimeSpan time)
    {
        await using var plain = await Served.StartAsync(open(), resumes: false);
        await using var resumed = await Served.StartAsync(open(), resumes: true);
        foreach (var warmUp in new[] { plain, resumed })
        {
            await RateAsync(warmUp.Client, time);
        }

        // In turns, so that what else the machine does is shared.
        var ratios = new List<double>();
        var rates = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var without = await RateAsync(plain.Client, time);
            var with = await RateAsync(resumed.Client, time);
            rates.Add(with);
            ratios.Add(with / without);
        }

        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{link}: {Median(rates):0} calls/s with sessions that can be resumed, {Median(ratios):0.000} of those without ({ratios.Min():0.00} to {ratios.Max():0.00})"));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task<double> RateAsync(LiaisonClient client, TimeSpan time)
    {
        var count = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(async _ =>
        {
            while (clock.Elapsed < time)
            {
                await client.InvokeAsync<int>("echo", [1]);
                Interlocked.Increment(ref count);
            }
        }));
        return count / clock.Elapsed.TotalSeconds;
    }

    private sealed class Echo
    {
        [Command("echo")]
        public int Same(int value) => value;
    }

    private sealed record Served(Companion Companion, LiaisonHost Host, LiaisonClient Client) : IAsyncDisposable
    {
        public static async Task<Served> StartAsync((ICommandTransport Transport, Func<ICommandConnector> Connector) ends, bool resumes)
        {
            var companion = new Companion();
            companion.Commands.AddFrom(new Echo());
            var host = new LiaisonHost(companion, new HostOptions { ResumeTimeout = resumes ? TimeSpan.FromMinutes(1) : null }).Add(ends.Transport);
            await host.StartAsync();
            var options = new ClientOptions { Resume = resumes ? new ResumeOptions() : null };
            return new Served(companion, host, await LiaisonClient.ConnectAsync(ends.Connector(), options));
        }

        public async ValueTask DisposeAsync()
        {
            await Client.DisposeAsync();
            await Host.DisposeAsync();
            await Companion.DisposeAsync();
        }
    }
}
