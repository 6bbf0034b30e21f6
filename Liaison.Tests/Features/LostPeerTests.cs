using Liaison.Client;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>A client that leaves while its commands run, over links on which nobody reads who does not send.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.WhereTheEndIsTheEnd))]
internal sealed class LostPeerTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    [Test]
    public async Task The_tokens_of_its_commands_fire(CancellationToken token)
    {
        var waiting = new WaitingCommands();
        var client = await ServeAndConnectAsync(waiting, token);
        var call = client.InvokeAsync<string>("wait", [], token);
        var next = client.InvokeAsync<int>("mark", [], token);
        await waiting.Gate.Entered.WaitAsync(token);

        await Tap.BreakAsync();

        await waiting.Gate.Canceled.WaitAsync(token);
        await FailureAsync(call);
        await FailureAsync(next);
        Assert.That(waiting.Marks, Is.Zero, "what waited for its turn never begins");
    }

    [Test]
    public async Task Its_streams_are_left(CancellationToken token)
    {
        var counting = new StreamTests.Counting();
        var client = await ServeAndConnectAsync(counting, token);
        await using var items = client.StreamAsync<string>("gated", [], token).GetAsyncEnumerator(token);
        var next = items.MoveNextAsync().AsTask();
        if (Speech.Reports)
        {
            await next;
            next = items.MoveNextAsync().AsTask();
        }

        await counting.Entered.Task.WaitAsync(token);
        await Tap.BreakAsync();

        await counting.Left.Task.WaitAsync(token);
        await FailureAsync(next);
    }

    [Test]
    public async Task The_next_client_is_served(CancellationToken token)
    {
        var waiting = new WaitingCommands();
        var client = await ServeAndConnectAsync(waiting, token);
        var call = client.InvokeAsync<string>("wait", [], token);
        await waiting.Gate.Entered.WaitAsync(token);
        await Tap.BreakAsync();
        await FailureAsync(call);

        var second = await ConnectAsync(token);

        Assert.That(await second.InvokeAsync<int>("mark", [], token), Is.EqualTo(1));
    }
}
