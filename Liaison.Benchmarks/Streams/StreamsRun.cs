using System.Diagnostics;
using Liaison.Client;
using Liaison.Companions;
using Liaison.Hosting;

namespace Liaison.Benchmarks.Streams;

/// <summary>Measures one link.</summary>
internal static class StreamsRun
{
    private const double BytesPerMegabyte = 1e6;

    public static async Task<StreamsResult> MeasureAsync(StreamsLink link, StreamsOptions options)
    {
        var (transport, connector) = link.Open();
        await using var companion = new Companion();
        companion.Commands.AddFrom(new StreamingCommands());
        var defaults = new HostOptions();
        var window = options.WindowKibibytes * 1024 ?? defaults.StreamWindowBytes;
        var chunk = options.ChunkKibibytes * 1024 ?? defaults.StreamChunkBytes;
        await using var host = new LiaisonHost(companion, defaults with { StreamWindowBytes = window, StreamChunkBytes = chunk }).Add(transport);
        await host.StartAsync();
        await using var client = await LiaisonClient.ConnectAsync(connector(), new ClientOptions { StreamWindowBytes = window, StreamChunkBytes = chunk });
        await client.PingAsync();
        await GiveAsync(client, options.Bytes / 8);
        await TakeAsync(client, options.Bytes / 8);
        await link.Bare(options.Bytes / 8);

        var (bare, up, down) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < options.Rounds; round++)
        {
            bare.Add(await RateAsync(options.Bytes, () => link.Bare(options.Bytes)));
            up.Add(await RateAsync(options.Bytes, () => GiveAsync(client, options.Bytes)));
            down.Add(await RateAsync(options.Bytes, () => TakeAsync(client, options.Bytes)));
        }

        var idle = await PingTimes.MeasureAsync(() => client.PingAsync(), count => count < options.Pings);
        var besideUp = await BesideAsync(client, () => GiveAsync(client, options.Bytes));
        var besideDown = await BesideAsync(client, () => TakeAsync(client, options.Bytes));
        var (bareIdle, bareBeside) = await BarePing.MeasureAsync(options.Pings, () => link.Bare(options.Bytes));
        var (held, managed) = (Math.Max(besideUp.Held, besideDown.Held), Math.Max(besideUp.Managed, besideDown.Managed));
        return new StreamsResult(Median(bare), Median(up), Median(down), idle, besideUp.Pings, besideDown.Pings, bareIdle, bareBeside, held, managed);
    }

    private static async Task<(PingTimes Pings, long Held, long Managed)> BesideAsync(LiaisonClient client, Func<Task> stream)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (held, managed) = (0L, 0L);
        var streaming = Task.Run(stream);
        var pings = await PingTimes.MeasureAsync(() => client.PingAsync(), _ =>
        {
            held = Math.Max(held, client.HeldStreamBytes);
            managed = Math.Max(managed, GC.GetTotalMemory(forceFullCollection: false) - before);
            return !streaming.IsCompleted;
        });
        await streaming;
        return (pings, held, managed);
    }

    private static async Task GiveAsync(LiaisonClient client, long bytes)
    {
        await using var source = new ZeroStream(bytes);
        var taken = await client.InvokeAsync<long>("take", [source]);
        Check(taken, bytes);
    }

    private static async Task TakeAsync(LiaisonClient client, long bytes)
    {
        await using var given = await client.InvokeAsync<Stream>("give", [bytes]);
        Check(await StreamingCommands.CountAsync(given!), bytes);
    }

    private static void Check(long came, long sent)
    {
        if (came != sent)
        {
            throw new InvalidOperationException($"{sent} bytes were sent, and {came} came.");
        }
    }

    private static async Task<double> RateAsync(long bytes, Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await Task.Run(work);
        return bytes / BytesPerMegabyte / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
