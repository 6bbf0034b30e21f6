using System.Globalization;
using Liaison.Client;
using Liaison.Commands;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>How much of a stream is in memory, however long it is.</summary>
[NonParallelizable]
[TestFixtureSource(typeof(Links), nameof(Links.ForFiles))]
[CancelAfter(600_000)]
internal sealed class StreamMemoryTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    // 64 MiB, or as many as somebody asked for.
    private static readonly long Bytes =
        long.TryParse(Environment.GetEnvironmentVariable("LIAISON_STREAM_BYTES"), CultureInfo.InvariantCulture, out var bytes) ? bytes : 64L << 20;

    [Test]
    public async Task An_end_never_holds_more_than_a_window_of_a_stream(CancellationToken token)
    {
        var commands = new Counters();
        var client = await ServeAndConnectWithoutTapAsync(commands, token);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (upward, atHost, atClient, managed) = (new BlankStream(Bytes), 0L, 0L, 0L);
        await using var given = await client.InvokeAsync<Stream>("give", [Bytes], token);
        var sent = client.InvokeAsync<long>("take", [upward], token);

        var (buffer, came) = (new byte[64 * 1024], 0L);
        while (await given!.ReadAsync(buffer, token) is > 0 and var count)
        {
            came += count;
            atClient = Math.Max(atClient, client.HeldStreamBytes);
            atHost = Math.Max(atHost, upward.BytesRead - commands.Taken);
            managed = Math.Max(managed, GC.GetTotalMemory(forceFullCollection: false) - before);
        }

        Assert.That((came, await sent), Is.EqualTo((Bytes, Bytes)));
        TestContext.Out.WriteLine($"{Bytes >> 20} MiB each way: at most {atClient >> 10} KiB held at the client, {atHost >> 10} KiB under way to the host; managed memory grew by at most {managed >> 10} KiB, garbage included.");
        var window = new ClientOptions().StreamWindowBytes;
        Assert.That(atClient, Is.LessThanOrEqualTo(window));
        Assert.That(atHost, Is.LessThanOrEqualTo(window + buffer.Length));
    }

    // What a tap keeps of the frames would be the largest part.
    private async Task<LiaisonClient> ServeAndConnectWithoutTapAsync(Counters commands, CancellationToken token)
    {
        KeepsFrames = false;
        return await ServeAndConnectAsync(commands, token);
    }

    public sealed class Counters
    {
        private long _taken;

        public long Taken => Interlocked.Read(ref _taken);

        [Command("take", Concurrent = true)]
        public async Task<long> TakeAsync(Stream content, CancellationToken token)
        {
            var buffer = new byte[64 * 1024];
            while (await content.ReadAsync(buffer, token) is > 0 and var count)
            {
                Interlocked.Add(ref _taken, count);
            }

            return Taken;
        }

        [Command("give", Lane = Lane.Concurrent)]
        public Stream Give(long bytes) => new BlankStream(bytes);
    }
}
