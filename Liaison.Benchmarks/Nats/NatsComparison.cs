using Liaison.Benchmarks.Load;
using Liaison.Client;
using Liaison.Transports;
using NATS.Client.Core;

namespace Liaison.Benchmarks.Nats;

/// <summary>Calls of a worker process beside requests of NATS.Net that the same process answers.</summary>
internal static class NatsComparison
{
    private const int InFlight = 64;

    public static async Task RunAsync(string url, NatsRunOptions options, NatsBoard board)
    {
        var subject = "bench-" + Guid.NewGuid().ToString("N");
        using var worker = ServerProcess.StartNode("worker", url, subject, 1);
        await using var bare = new NatsConnection(NatsOpts.Default with { Url = url });
        await using var client = await LiaisonClient.ConnectAsync(new NatsConnector(NatsNodes.Options(url, subject)));
        var message = "{\"command\":{\"command\":\"echo\",\"args\":[1]},\"id\":1}"u8.ToArray();

        Func<Task> bareCall = async () => await bare.RequestAsync<byte[], byte[]>(NatsNodes.Bare(subject), message);
        Func<Task> call = () => client.InvokeAsync<int>("number", [1]);
        var warmUp = options.Time * 2;
        await NatsCalls.RateAsync(bareCall, InFlight, warmUp);
        await NatsCalls.RateAsync(call, InFlight, warmUp);

        var (bareTimes, times, bareRates, rates) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < options.Rounds; round++)
        {
            // In turns, so that what else the machine does slows both alike.
            bareTimes.Add(await NatsCalls.MedianAsync(bareCall, options.Time));
            times.Add(await NatsCalls.MedianAsync(call, options.Time));
            bareRates.Add(await NatsCalls.RateAsync(bareCall, InFlight, options.Time));
            rates.Add(await NatsCalls.RateAsync(call, InFlight, options.Time));
        }

        board.Add("nats/ping-pong", "bare", "p50", "µs", bareTimes);
        board.Add("nats/ping-pong", "liaison", "p50", "µs", times);
        board.Add("nats/pipelined", "bare", "rate", "1/s", bareRates);
        board.Add("nats/pipelined", "liaison", "rate", "1/s", rates);
        board.Judge("NATS, ping-pong: p50, of NATS.Net's own request and reply", Ratios(times, bareTimes), 1.3, isLeast: false);
        board.Judge($"NATS, {InFlight} in flight: rate, of NATS.Net's own request and reply", Ratios(rates, bareRates), 0.6, isLeast: true);
    }

    // Round by round.
    private static List<double> Ratios(List<double> of, List<double> to) => [.. of.Zip(to, (one, other) => one / other)];
}
