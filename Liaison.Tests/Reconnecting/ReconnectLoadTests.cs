using System.Collections.Concurrent;
using System.Globalization;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Tests.Features;
using NUnit.Framework;

namespace Liaison.Tests.Reconnecting;

/// <summary>Many connections that are lost one after the other, while many calls are under way.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.ForLoad))]
internal sealed class ReconnectLoadTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    private const int Callers = 16;

    // All of them in one protocol; the others show that they do not differ.
    private int Rounds => Speech.Name != "liaison" ? 10
        : int.TryParse(Environment.GetEnvironmentVariable("LIAISON_RECONNECTS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 200;

    [Test]
    public async Task No_call_is_left_without_an_answer_none_is_run_twice_and_the_subscription_is_back_each_time(CancellationToken token)
    {
        var adding = new Adding();
        await ServeAsync(adding, token, new HostOptions { CancelTimeout = TimeSpan.Zero });
        var (client, cutter) = await ConnectCuttableAsync(token);
        await using var loop = await EventLoop<int>.StartAsync(client, "round", token);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(token);
        var counts = new Counts();
        var load = Enumerable.Range(0, Callers).Select(_ => CallAsync(client, counts, ending)).ToList();

        for (var round = 1; round <= Rounds; round++)
        {
            await cutter.ReplaceAsync(client, token);
            await client.PingAsync(token);
            await Host.PublishAsync("round", round);
            Assert.That((await loop.NextAsync()).Value, Is.EqualTo(round));
            await counts.AnswerIsThere.WaitAsync(token);
        }

        await ending.CancelAsync();
        await Task.WhenAll(load).WaitAsync(token);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(counts.Answered + counts.Lost, Is.EqualTo(counts.Made), "each call has ended, once");
            Assert.That(counts.Answered, Is.GreaterThanOrEqualTo(Rounds));
            Assert.That(counts.Lost, Is.Positive);
            Assert.That(adding.Runs.Values.Max(), Is.EqualTo(1), "none is run twice");
            Assert.That(adding.Runs, Has.Count.InRange(counts.Answered, counts.Made));
            Assert.That(cutter.Attempts, Is.EqualTo(Rounds + 1));
        }

        TestContext.Out.WriteLine($"{counts.Made} calls, {counts.Answered} answered, {counts.Lost} lost in {Rounds} rounds");
    }

    private static async Task CallAsync(LiaisonClient client, Counts counts, CancellationTokenSource ending)
    {
        await Task.Yield();
        while (!ending.IsCancellationRequested)
        {
            var n = Interlocked.Increment(ref counts.Made);
            try
            {
                Assert.That(await client.InvokeAsync<int>("add", [n, 1]), Is.EqualTo(n + 1));
                Interlocked.Increment(ref counts.Answered);
                counts.AnswerIsThere.Release();
            }
            catch (LiaisonException failure)
            {
                Assert.That(failure.Code, Is.EqualTo(ErrorCode.ConnectionLost));
                Interlocked.Increment(ref counts.Lost);
            }
        }
    }

    private sealed class Counts
    {
        public int Made;
        public int Answered;
        public int Lost;

        /// <summary>Released once for each answer. A round waits for one, so there are at least as many answers as rounds.</summary>
        public SemaphoreSlim AnswerIsThere { get; } = new(0);
    }

    private sealed class Adding : Companion
    {
        public ConcurrentDictionary<int, int> Runs { get; } = new();

        [Command("add")]
        public int Add(int x, int y)
        {
            Runs.AddOrUpdate(x, 1, (_, runs) => runs + 1);
            return x + y;
        }
    }
}
