using Liaison.Client;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Tests.Features;
using NUnit.Framework;

namespace Liaison.Tests.Reconnecting;

/// <summary>A client that connects again, over each link and with each protocol.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.WhereClientsComeAgain))]
internal sealed class ReconnectTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    [Test]
    public async Task What_was_sent_fails_and_what_was_not_is_sent(CancellationToken token)
    {
        var waiting = new WaitingCommands();
        await ServeAsync(CompanionOf(waiting), token);
        var (client, cutter) = await ConnectCuttableAsync(token);
        var sent = client.InvokeAsync<string>("wait", [], token);
        await waiting.Gate.Entered.WaitAsync(token);
        var opening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cutter.Open = opening.Task;

        await cutter.CutAsync(client, token);
        int[] none = [waiting.Marks];
        var unsent = Enumerable.Range(0, 3).Select(_ => client.InvokeAsync<int>("mark", [], token)).ToList();
        opening.SetResult();

        Assert.That((await FailureAsync(sent)).Code, Is.EqualTo(ErrorCode.ConnectionLost));
        Assert.That(await Task.WhenAll(unsent), Is.EqualTo(new[] { 1, 2, 3 }), "in their order");
        Assert.That(none, Is.EqualTo(new[] { 0 }));
        Assert.That((client.State, cutter.Attempts), Is.EqualTo((ClientState.Ready, 2)));
    }

    [Test]
    public async Task Its_subscriptions_go_on(CancellationToken token)
    {
        await ServeAsync(CompanionOf(new WaitingCommands()), token);
        var (client, cutter) = await ConnectCuttableAsync(token);
        await using var loop = await EventLoop<int>.StartAsync(client, "news.*", token);

        for (var round = 1; round <= 3; round++)
        {
            await Host.PublishAsync("news.today", round);
            Assert.That((await loop.NextAsync()).Value, Is.EqualTo(round));
            await cutter.ReplaceAsync(client, token);
            await client.PingAsync(token);
        }
    }

    [Test]
    public async Task The_host_can_call_it_again(CancellationToken token)
    {
        await ServeAsync(CompanionOf(new WaitingCommands()), token);
        var (client, cutter) = await ConnectCuttableAsync(token);
        var mine = new WaitingCommands();
        client.Commands.AddFrom(mine);
        if (!Speech.CallsBack)
        {
            return;
        }

        var first = Peer;
        var pending = first.InvokeAsync<string>("wait", [], token);
        await mine.Gate.Entered.WaitAsync(token);
        await cutter.ReplaceAsync(client, token);
        await mine.Gate.Canceled.WaitAsync(token);
        await FailureAsync(pending);
        await client.PingAsync(token);

        Assert.That(await Host.Peers.Single(peer => !peer.Equals(first)).InvokeAsync<int>("mark", [], token), Is.EqualTo(1));
    }

    private static Companion CompanionOf(WaitingCommands commands)
    {
        var companion = new Companion();
        companion.Commands.AddFrom(commands);
        return companion;
    }
}
