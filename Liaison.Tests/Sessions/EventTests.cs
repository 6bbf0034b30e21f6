using Liaison.Companions;
using Liaison.Messages;
using Liaison.Testing;
using Liaison.Tests.Hosting;
using NUnit.Framework;

namespace Liaison.Tests.Sessions;

/// <summary>Events as a front end gets them, message by message.</summary>
[CancelAfter(60_000)]
internal sealed class EventTests
{
    [Test]
    public async Task An_event_has_its_topic_its_value_and_an_evt(CancellationToken token)
    {
        await using var served = await ServedCompanion.StartAsync(new Companion());
        await using var peer = await served.ConnectAsync(token);

        Assert.That((await peer.CallAsync("subscribe", ["session.started"], token)).Response.GetBoolean(), Is.True);
        await served.Host.PublishAsync("session.started", new { at = 12 });

        Assert.That((await peer.NextAsync(token)).Text, Is.EqualTo("""{"tag":"session.started","message":{"at":12},"evt":{"topic":"session.started"}}"""));
    }

    [TestCase("*", "a", "a.b", "a.b.c", "b")]
    [TestCase("a.*", "a.b", "a.b.c")]
    [TestCase("a.b.*", "a.b.c")]
    [TestCase("a", "a")]
    [TestCase("a.b", "a.b")]
    public async Task A_subscription_is_given_what_it_matches_and_nothing_else(string pattern, params string[] expected)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var served = await ServedCompanion.StartAsync(new Companion());
        await using var peer = await served.ConnectAsync(limit.Token);
        await peer.CallAsync("subscribe", [pattern], limit.Token);

        foreach (var topic in (string[])["a", "a.b", "a.b.c", "ab", "b", "end"])
        {
            await served.Host.PublishAsync(topic, null);
        }

        await peer.SendAsync(TestPeer.Request("last", "ping"), limit.Token);
        var topics = new List<string>();
        while (await peer.NextAsync(limit.Token) is { Id: null } reply)
        {
            topics.Add(reply.Json.GetProperty("tag").GetString()!);
        }

        Assert.That(topics.Except(["ab", "end"]), Is.EqualTo(expected));
        Assert.That(topics.Contains("end"), Is.EqualTo(pattern == "*"));
    }

    [Test]
    public async Task What_matches_two_subscriptions_of_a_peer_is_sent_to_it_once(CancellationToken token)
    {
        await using var served = await ServedCompanion.StartAsync(new Companion());
        await using var peer = await served.ConnectAsync(token);
        await peer.CallAsync("subscribe", ["*"], token);
        await peer.CallAsync("subscribe", ["a.*"], token);
        await peer.CallAsync("subscribe", ["a.b"], token);

        await served.Host.PublishAsync("a.b", 1);

        Assert.That((await peer.NextAsync(token)).Text, Does.Contain("\"a.b\""));
        Assert.That((await peer.CallAsync("ping", [], token)).Id, Is.EqualTo("\"call\""));
    }

    [Test]
    public async Task A_subscription_takes_effect_before_what_the_peer_asks_for_next(CancellationToken token)
    {
        await using var served = await ServedCompanion.StartAsync(new GatedCompanion());
        await using var peer = await served.ConnectAsync(token);
        await peer.SendAsync(TestPeer.Request(1, "wait", "a"), token);
        await peer.SendAsync(TestPeer.Request(2, "subscribe", "x"), token);
        await peer.SendAsync(TestPeer.Request(3, "publish", "x", "heard"), token);
        await peer.SendAsync(TestPeer.Request(4, "unsubscribe", "x"), token);
        await peer.SendAsync(TestPeer.Request(5, "publish", "x", "unheard"), token);

        string[] replies = [(await peer.NextAsync(token)).Text, (await peer.NextAsync(token)).Text, (await peer.NextAsync(token)).Text, (await peer.NextAsync(token)).Text, (await peer.NextAsync(token)).Text];

        Assert.That(replies[0], Does.StartWith("""{"response":true"""));
        Assert.That(replies[1], Does.StartWith("""{"tag":"x","message":"heard","""));
        Assert.That(replies[2], Does.StartWith("""{"response":null"""));
        Assert.That(replies[3], Does.StartWith("""{"response":true"""));
        Assert.That(replies[4], Does.StartWith("""{"response":null"""));
    }

    [Test]
    public async Task An_event_is_written_once_however_many_have_subscribed_and_never_for_nobody(CancellationToken token)
    {
        await using var served = await ServedCompanion.StartAsync(new Companion());
        var value = new CountingValue();
        await served.Host.PublishAsync("frames", value);
        Assert.That(value.Reads, Is.Zero);

        var peers = new List<TestPeer>();
        for (var i = 0; i < 20; i++)
        {
            peers.Add(await served.ConnectAsync(token));
            await peers[^1].CallAsync("subscribe", [i % 2 == 0 ? "frames" : "*"], token);
        }

        await served.Host.PublishAsync("frames", value);

        foreach (var peer in peers)
        {
            Assert.That((await peer.NextAsync(token)).Json.GetProperty("message").GetProperty("number").GetInt32(), Is.EqualTo(7));
            await peer.DisposeAsync();
        }

        Assert.That(value.Reads, Is.EqualTo(1));
    }

    [Test]
    public async Task A_peer_that_has_left_is_subscribed_to_nothing(CancellationToken token)
    {
        await using var served = await ServedCompanion.StartAsync(new Companion());
        var connection = new ScriptedConnection().Give(TestPeer.Request(1, "subscribe", "frames"));
        var serving = served.Host.ServeAsync(connection, token);
        await connection.NextSentTextAsync(token);
        connection.End();
        await serving.WaitAsync(token);

        var value = new CountingValue();
        await served.Host.PublishAsync("frames", value);

        Assert.That(value.Reads, Is.Zero);
    }

    [TestCase("")]
    [TestCase("a*")]
    [TestCase("*.a")]
    [TestCase("response")]
    [TestCase("error")]
    [TestCase("progress")]
    [TestCase("next")]
    public async Task What_cannot_be_a_topic_is_refused(string topic)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var served = await ServedCompanion.StartAsync(new Companion());
        await using var peer = await served.ConnectAsync(limit.Token);

        Assert.That(async () => await served.Host.PublishAsync(topic, 1), Throws.ArgumentException);
        Assert.That((await peer.CallAsync("publish", [topic, 1], limit.Token)).Code, Is.EqualTo(ErrorCode.BadArguments));
        Assert.That((await peer.CallAsync("subscribe", [topic], limit.Token)).Code, Is.EqualTo(ErrorCode.BadArguments));
    }

    [Test]
    public async Task In_process_there_is_nobody_to_subscribe()
    {
        await using var served = await ServedCompanion.StartAsync(new Companion());

        var failure = await Assert.ThrowsAsync<CommandException>(async () => await served.Host.Companion.InvokeAsync<bool>("subscribe", "a"));

        Assert.That(failure!.Message, Does.Contain("came over no connection"));
    }
}
