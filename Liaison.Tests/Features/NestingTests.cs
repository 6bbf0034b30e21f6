using Liaison.Client;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Sessions;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>Both ends calling each other at once, one call in the other.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.ForLoadWhereHostsCall))]
internal sealed class NestingTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    private const int Depth = 10;
    private const int Times = 5;

    [Test]
    public async Task Both_ends_call_each_other_at_once(
        [Values] Execution atTheHost, [Values] Execution atTheClient, [Values("down", "fan", "batch")] string command, CancellationToken token)
    {
        var (host, client) = await StartAsync(atTheHost, token);
        var caller = await ConnectAsync(token, new ClientOptions { Execution = atTheClient });
        caller.Commands.AddFrom(client);
        var expected = command == "down" ? Depth : Descending.FanOf(Depth);
        var peer = Peer;

        var calls = Enumerable.Range(0, Times).SelectMany(_ => new[]
        {
            Task.Run(() => caller.InvokeAsync<int>(command, [Depth], token), token),
            Task.Run(() => peer.InvokeAsync<int>(command, [Depth], token), token),
        });

        Assert.That(await Task.WhenAll(calls), Is.All.EqualTo(expected));
        AssertAlone(atTheHost, host);
        AssertAlone(atTheClient, client);
    }

    [Test]
    public async Task Many_clients_nest_at_once_and_what_runs_runs_alone([Values] Execution atTheHost, CancellationToken token)
    {
        var (host, client) = await StartAsync(atTheHost, token);
        var callers = new List<LiaisonClient>();
        for (var i = 0; i < 8; i++)
        {
            callers.Add(await ConnectAsync(token));
            callers[i].Commands.AddFrom(client);
        }

        var calls = callers.SelectMany(caller => Enumerable.Range(0, Times).Select(i => (caller, i)))
            .Select(call => Task.Run(() => CallAsync(call.caller, call.i, token), token));

        await Task.WhenAll(calls);
        if (atTheHost == Execution.Serial)
        {
            AssertAlone(atTheHost, host);
        }
    }

    private static async Task CallAsync(LiaisonClient caller, int i, CancellationToken token)
    {
        switch (i % 4)
        {
            case 0:
                Assert.That(await caller.InvokeAsync<int>("down", [Depth], token), Is.EqualTo(Depth));
                break;
            case 1:
                Assert.That(await caller.InvokeAsync<int>("fan", [Depth], token), Is.EqualTo(Descending.FanOf(Depth)));
                break;
            case 2:
                Assert.That(await caller.InvokeAsync<int>("batch", [Depth], token), Is.EqualTo(Descending.FanOf(Depth)));
                break;
            default:
                await caller.InvokeAsync<string>("alone", [], token);
                break;
        }
    }

    private static void AssertAlone(Execution execution, Descending commands) =>
        Assert.That(commands.MostRunning, execution == Execution.Concurrent ? Is.GreaterThanOrEqualTo(1) : Is.EqualTo(1));

    private async Task<(Descending Host, Descending Client)> StartAsync(Execution execution, CancellationToken token)
    {
        var (host, client) = (new Descending(), new Descending());
        var companion = new Companion();
        companion.Commands.AddFrom(host);
        await ServeAsync(companion, token, new HostOptions { Execution = execution });
        return (host, client);
    }
}
