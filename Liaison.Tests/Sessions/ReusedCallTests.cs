using System.Text;
using Liaison.Hosting;
using Liaison.Sessions;
using Liaison.Tests.Hosting;
using NUnit.Framework;

namespace Liaison.Tests.Sessions;

/// <summary>The objects of a call are used again for later calls. No command and no peer can notice it.</summary>
[CancelAfter(60_000)]
internal sealed class ReusedCallTests
{
    private const int Calls = 500;

    [TestCase("keep-context")]
    [TestCase("run", "keeper.KeepContext")]
    [TestCase("try", "keeper.KeepContext")]
    public async Task A_context_that_a_command_keeps_stays_that_of_its_call(string command, params string[] target)
    {
        var companion = new KeepingCompanion();
        await CallManyAsync(companion, number => TestPeer.Request(number, command, [.. target, number]));

        Assert.That(companion.Contexts, Has.Count.EqualTo(Calls));
        Assert.That(companion.Contexts.Select(kept => kept.Context).Distinct().Count(), Is.EqualTo(Calls));
        Assert.That(companion.Contexts.Select(kept => kept.Context.Command).Distinct(), Is.EqualTo(new[] { command }));
        Assert.That(companion.Contexts.Select(kept => kept.Context.Remote), Has.None.Null);
    }

    [TestCase("keep-arguments")]
    [TestCase("run", "keeper.KeepArguments")]
    [TestCase("try", "keeper.KeepArguments")]
    public async Task Arguments_that_a_command_keeps_stay_those_of_its_call(string command, params string[] target)
    {
        var companion = new KeepingCompanion();
        await CallManyAsync(companion, number => TestPeer.Request(number, command, [.. target, number, $"text {number}"]));

        Assert.That(companion.Arguments, Has.Count.EqualTo(Calls));
        foreach (var (number, arguments) in companion.Arguments)
        {
            Assert.That(arguments.Count, Is.EqualTo(1));
            Assert.That(Encoding.UTF8.GetString(arguments[0].Json.Span), Is.EqualTo($"\"text {number}\""));
        }
    }

    [Test]
    public async Task What_a_command_keeps_stays_so_where_it_calls_another_with_its_context()
    {
        var companion = new KeepingCompanion();
        await CallManyAsync(companion, number => TestPeer.Request(number, "keep-and-pass", number, $"text {number}"));

        Assert.That(companion.Contexts.Select(kept => kept.Context).Distinct().Count(), Is.EqualTo(Calls));
        Assert.That(
            companion.Arguments.Select(kept => Encoding.UTF8.GetString(kept.Arguments[0].Json.Span)),
            Is.EqualTo(companion.Arguments.Select(kept => $"\"text {kept.Number}\"")));
    }

    [Test]
    public async Task A_cancel_that_comes_late_cancels_no_later_call(CancellationToken token)
    {
        await using var served = await ServedCompanion.StartAsync(new KeepingCompanion());
        await using var peer = await served.ConnectAsync(token);
        var asked = new HashSet<string>();
        for (var number = 0; number < Calls; number++)
        {
            await peer.SendAsync(TestPeer.Request($"same {number}", "same", number), token);
            await peer.SendAsync(TestPeer.Request($"cancel {number}", "cancel", $"same {number}"), token);
            await peer.SendAsync(TestPeer.Request($"asked {number}", "was-canceled"), token);
            asked.Add($"\"asked {number}\"");
        }

        for (var received = 0; received < 3 * Calls; received++)
        {
            var reply = await peer.NextAsync(token);
            if (asked.Remove(reply.Id!))
            {
                Assert.That(reply.Response.GetBoolean(), Is.False, reply.Id);
            }
        }

        Assert.That(asked, Is.Empty);
    }

    [Test]
    public async Task Calls_of_many_connections_get_their_own_answers(CancellationToken token)
    {
        await using var served = await ServedCompanion.StartAsync(new KeepingCompanion(), new HostOptions { Execution = Execution.Concurrent });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(peer => Task.Run(() => AskManyAsync(served, peer * Calls, token), token)));
    }

    private static async Task AskManyAsync(ServedCompanion served, int first, CancellationToken token)
    {
        await using var peer = await served.ConnectAsync(token);
        for (var number = first; number < first + Calls; number++)
        {
            await peer.SendAsync(TestPeer.Request(number, "same", number), token);
        }

        for (var received = 0; received < Calls; received++)
        {
            var reply = await peer.NextAsync(token);
            Assert.That(reply.Id, Is.EqualTo(reply.Response.GetRawText()));
            Assert.That(reply.Response.GetInt32(), Is.InRange(first, first + Calls - 1));
        }
    }

    // All requests are sent before the first reply is read, so that calls end while others are read.
    private static async Task CallManyAsync(KeepingCompanion companion, Func<int, string> request)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var served = await ServedCompanion.StartAsync(companion);
        await using var peer = await served.ConnectAsync(limit.Token);
        for (var number = 0; number < Calls; number++)
        {
            await peer.SendAsync(request(number), limit.Token);
            await peer.SendAsync(TestPeer.Request($"between {number}", "same", -1), limit.Token);
        }

        for (var received = 0; received < 2 * Calls; received++)
        {
            Assert.That((await peer.NextAsync(limit.Token)).IsError, Is.False);
        }
    }
}
