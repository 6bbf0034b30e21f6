using Liaison.Client;
using Liaison.Commands;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>Calls that their caller gives up, or that take too long.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.WhereCallsAreCanceled))]
internal sealed class CancellationTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    [Test]
    public async Task A_callers_token_ends_the_call_and_fires_the_commands(CancellationToken token)
    {
        var waiting = new WaitingCommands();
        var client = await ServeAndConnectAsync(waiting, token);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(token);

        var call = client.InvokeAsync<string>("wait", [], source.Token);
        await waiting.Gate.Entered.WaitAsync(token);
        await source.CancelAsync();

        var canceled = await Assert.CatchAsync<OperationCanceledException>(() => call);
        Assert.That(canceled!.CancellationToken, Is.EqualTo(source.Token));
        await waiting.Gate.Canceled.WaitAsync(token);
        Assert.That(await client.InvokeAsync<int>("mark", [], token), Is.EqualTo(1));
    }

    [Test]
    public async Task A_canceled_call_that_waits_for_its_turn_never_begins(CancellationToken token)
    {
        var waiting = new WaitingCommands();
        var client = await ServeAndConnectAsync(waiting, token);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(token);
        var first = client.InvokeAsync<string>("wait", [], token);
        await waiting.Gate.Entered.WaitAsync(token);

        var second = client.InvokeAsync<int>("mark", [], source.Token);
        await source.CancelAsync();
        await client.PingAsync(token);
        waiting.Gate.Open();

        await Assert.CatchAsync<OperationCanceledException>(() => second);
        Assert.That(await first, Is.EqualTo("passed"));
        Assert.That(await client.InvokeAsync<int>("mark", [], token), Is.EqualTo(1));
    }

    [Test]
    public async Task A_call_that_is_canceled_already_is_not_sent(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new WaitingCommands(), token);
        var before = Tap.Sent.Count;

        await Assert.CatchAsync<OperationCanceledException>(() => client.InvokeAsync<int>("mark", [], new CancellationToken(canceled: true)));

        Assert.That(await client.InvokeAsync<int>("mark", [], token), Is.EqualTo(1));
        Assert.That(Tap.Sent, Has.Count.EqualTo(before + 1));
    }

    [Test]
    public async Task The_token_of_a_call_that_is_over_does_nothing(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new WaitingCommands(), token);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(token);
        await client.InvokeAsync<int>("mark", [], source.Token);
        var before = Tap.Sent.Count;

        await source.CancelAsync();

        await client.PingAsync(token);
        Assert.That(Tap.Sent, Has.Count.EqualTo(before + 1), "the ping alone");
    }

    [Test]
    public async Task Canceling_one_call_leaves_the_others_alone(CancellationToken token)
    {
        var waiting = new WaitingCommands();
        var client = await ServeAndConnectAsync(waiting, token);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(token);
        var first = client.InvokeAsync<string>("wait", [], token);
        await waiting.Gate.Entered.WaitAsync(token);
        var others = Enumerable.Range(0, 10).Select(i => client.InvokeAsync<int>("mark", [], i % 2 == 0 ? token : source.Token)).ToList();

        await source.CancelAsync();
        await client.PingAsync(token);
        waiting.Gate.Open();
        await first;

        Assert.That(await Task.WhenAll(others.Where((_, i) => i % 2 == 0)), Is.EqualTo(new[] { 1, 2, 3, 4, 5 }));
        foreach (var canceled in others.Where((_, i) => i % 2 == 1))
        {
            Assert.That(async () => await canceled, Throws.InstanceOf<OperationCanceledException>());
        }
    }

    [Test]
    public async Task A_call_that_takes_longer_than_it_may_fails_and_its_command_is_canceled(CancellationToken token)
    {
        var waiting = new WaitingCommands();
        var client = await ServeAndConnectAsync(waiting, token);
        var timeout = TimeSpan.FromMilliseconds(1);

        // On a busy machine the time may be over before the command has begun, which then never does.
        while (!waiting.Gate.IsEntered)
        {
            timeout *= 2;
            var failure = await FailureAsync(client.InvokeAsync<string>(new CommandCall("wait") { Timeout = timeout }, token));
            Assert.That((failure.Code, failure.RemoteType), Is.EqualTo((ErrorCode.Timeout, typeof(TimeoutException).FullName)));
        }

        await waiting.Gate.Canceled.WaitAsync(token);
        Assert.That(await client.InvokeAsync<int>("mark", [], token), Is.EqualTo(1));
    }

    [Test]
    public async Task A_call_that_takes_less_than_it_may_succeeds(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new WaitingCommands(), token);

        Assert.That(await client.InvokeAsync<int>(new CommandCall("mark") { Timeout = TimeSpan.FromMinutes(5) }, token), Is.EqualTo(1));
    }
}
