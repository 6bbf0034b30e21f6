using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>What becomes of calls, streams and subscriptions when the connection ends.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.All))]
internal sealed class DisconnectTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    [Test]
    public async Task A_link_that_breaks_fails_what_is_pending_and_all_that_comes_later(CancellationToken token)
    {
        var waiting = new WaitingCommands();
        var client = await ServeAndConnectAsync(waiting, token);
        await using var loop = await EventLoop<int>.StartAsync(client, "news", token);
        var pending = client.InvokeAsync<string>("wait", [], token);
        await using var items = client.StreamAsync<string>("wait", [], token).GetAsyncEnumerator(token);
        var next = items.MoveNextAsync();
        await waiting.Gate.Entered.WaitAsync(token);

        await Tap.BreakAsync();

        await AssertDisconnectedAsync(pending);
        await AssertDisconnectedAsync(next.AsTask());
        await AssertDisconnectedAsync(loop.NextAsync());
        await client.Completion.WaitAsync(token);
        await AssertDisconnectedAsync(client.PingAsync(token));
        await AssertDisconnectedAsync(client.NotifyAsync(new CommandCall("mark"), token));
        waiting.Gate.Open();
    }

    [Test]
    public async Task Disposing_the_client_fails_what_is_pending(CancellationToken token)
    {
        var waiting = new WaitingCommands();
        var client = await ServeAndConnectAsync(waiting, token);
        var pending = client.InvokeAsync<string>("wait", [], token);
        await waiting.Gate.Entered.WaitAsync(token);

        await client.DisposeAsync();

        await AssertDisconnectedAsync(pending);
        await client.Completion.WaitAsync(token);
        await AssertDisconnectedAsync(client.PingAsync(token));
        waiting.Gate.Open();
    }

    [Test]
    public async Task What_the_host_called_fails_when_its_client_leaves(CancellationToken token)
    {
        var waiting = new WaitingCommands();
        var client = await ServeAndConnectAsync(new WaitingCommands(), token);
        client.Commands.AddFrom(waiting);
        if (!await HostCallsAsync())
        {
            return;
        }

        var peer = Peer;
        var pending = peer.InvokeAsync<string>("wait", [], token);
        await waiting.Gate.Entered.WaitAsync(token);

        await Tap.BreakAsync();

        await AssertDisconnectedAsync(pending);
        await AssertDisconnectedAsync(peer.PingAsync(token));
        await waiting.Gate.Canceled.WaitAsync(token);
    }

    [Test]
    public async Task A_host_that_stops_answers_what_is_pending_and_ends_the_client(CancellationToken token)
    {
        var waiting = new WaitingCommands();
        var companion = new Companion();
        companion.Commands.AddFrom(waiting);
        await ServeAsync(companion, token, new HostOptions { DrainTimeout = TimeSpan.Zero, CancelTimeout = TimeSpan.Zero });
        var client = await ConnectAsync(token);
        if (!await HostCallsAsync())
        {
            return;
        }

        var mine = new WaitingCommands();
        client.Commands.AddFrom(mine);
        var pending = client.InvokeAsync<string>("wait", [], token);
        var called = Peer.InvokeAsync<string>("wait", [], token);
        await Task.WhenAll(waiting.Gate.Entered, mine.Gate.Entered).WaitAsync(token);

        var stopping = Host.StopAsync();

        await waiting.Gate.Canceled.WaitAsync(token);
        Assert.That((await FailureAsync(pending)).Code, Is.AnyOf(ErrorCode.ShuttingDown, ErrorCode.Canceled, ErrorCode.Disconnected));
        if (Link.OutlivesHost)
        {
            await stopping;
            return;
        }

        await AssertDisconnectedAsync(called);
        await mine.Gate.Canceled.WaitAsync(token);
        await client.Completion.WaitAsync(token);
        await stopping.WaitAsync(token);
    }

    private static async Task AssertDisconnectedAsync(Task call) => Assert.That((await FailureAsync(call)).Code, Is.EqualTo(ErrorCode.Disconnected));
}
