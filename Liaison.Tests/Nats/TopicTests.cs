using System.Text;
using Liaison.Client;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Sessions;
using Liaison.Tests.Contracts;
using Liaison.Tests.Features;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Nats;

/// <summary>Events that are published at one host and read at another.</summary>
[CancelAfter(60_000)]
internal sealed class TopicTests
{
    private readonly Stack<IAsyncDisposable> _open = new();

    [TearDown]
    public async Task CloseAsync()
    {
        while (_open.TryPop(out var opened))
        {
            await opened.DisposeAsync();
        }
    }

    [TestCase("news.sport.today", "news.sport.today")]
    [TestCase("news.sport.today", "news.sport.*")]
    [TestCase("news.sport.today", "news.*")]
    [TestCase("news.sport.today", "*")]
    [TestCase("what > is . odd %", "*")]
    [TestCase("caf\u00e9..au lait", "caf\u00e9.*")]
    public async Task What_one_host_publishes_reaches_those_who_subscribed_at_another(string topic, string pattern, CancellationToken token)
    {
        var options = new NatsTopicsOptions { Nats = NatsServer.Shared().Options() };
        var (one, _) = await StartAsync(options, token);
        var (_, client) = await StartAsync(options, token);

        // What is answered is known to the other hosts as well, which what follows it on the connection does not wait for.
        await client.InvokeAsync<bool>("subscribe", [pattern], token);
        await using var events = await EventLoop<string>.StartAsync(client, pattern, token);

        await one.PublishAsync(topic, "hello");

        var received = await events.NextAsync();
        Assert.That((received.Topic, received.Value), Is.EqualTo((topic, "hello")));
    }

    [Test]
    public async Task An_event_comes_once_however_many_patterns_match_it_and_to_its_own_host_too(CancellationToken token)
    {
        var options = new NatsTopicsOptions { Nats = NatsServer.Shared().Options() };
        var (one, own) = await StartAsync(options, token);
        var (_, other) = await StartAsync(options, token);
        foreach (var client in new[] { own, other })
        {
            await client.InvokeAsync<bool>("subscribe", ["*"], token);
            await client.InvokeAsync<bool>("subscribe", ["news.*"], token);
            await client.InvokeAsync<bool>("subscribe", ["news.one"], token);
        }

        await using var atOwn = await EventLoop<int>.StartAsync(own, "news.one", token);
        await using var atOther = await EventLoop<int>.StartAsync(other, "news.one", token);
        for (var i = 0; i < 10; i++)
        {
            await one.PublishAsync("news.one", i);
        }

        for (var i = 0; i < 10; i++)
        {
            Assert.That(((await atOwn.NextAsync()).Value, (await atOther.NextAsync()).Value), Is.EqualTo((i, i)));
        }
    }

    [Test]
    public async Task Who_unsubscribed_gets_nothing_more(CancellationToken token)
    {
        var options = new NatsTopicsOptions { Nats = NatsServer.Shared().Options() };
        var (one, _) = await StartAsync(options, token);
        var (_, client) = await StartAsync(options, token);
        await client.InvokeAsync<bool>("subscribe", ["left"], token);
        await client.InvokeAsync<bool>("unsubscribe", ["left"], token);
        await client.InvokeAsync<bool>("subscribe", ["kept"], token);
        await using var events = await EventLoop<int>.StartAsync(client, "kept", token);

        await one.PublishAsync("left", 1);
        await one.PublishAsync("kept", 2);

        Assert.That((await events.NextAsync()).Value, Is.EqualTo(2));
    }

    [Test]
    public async Task Who_was_away_gets_what_was_missed(CancellationToken token)
    {
        var options = new NatsTopicsOptions { Nats = NatsServer.Shared().Options(), Durable = ["orders.*"] };
        var (one, _) = await StartAsync(options, token);
        var (_, client) = await StartAsync(options, token);
        await one.PublishAsync("orders.made", 1);
        await one.PublishAsync("orders.paid", 2);
        var first = await FollowAsync(client, "orders.*", 0, 1, token);
        await one.PublishAsync("orders.made", 3);

        var missed = await FollowAsync(client, "orders.*", first[0].Position, 2, token);
        var made = await FollowAsync(client, "orders.made", 0, 2, token);

        Assert.That(first.Concat(missed).Select(e => (e.Topic, e.Value)), Is.EqualTo(new[] { ("orders.made", 1), ("orders.paid", 2), ("orders.made", 3) }));
        Assert.That(made.Select(e => e.Value), Is.EqualTo(new[] { 1, 3 }));
    }

    [Test]
    public async Task Hosts_that_start_at_once_keep_one_stream(CancellationToken token)
    {
        const int Hosts = 12;
        var options = new NatsTopicsOptions { Nats = NatsServer.Shared().Options(), Durable = ["orders.*"] };
        var topics = Enumerable.Range(0, Hosts).Select(_ => new NatsTopics(options)).ToArray();
        try
        {
            await Task.WhenAll(topics.Select((one, i) => Task.Run(() => one.PublishAsync(new SharedEvent("orders.made", new RawJson(Encoding.UTF8.GetBytes($"{i}"))), token).AsTask(), token)));

            var stored = new List<string>();
            await foreach (var one in topics[0].FollowAsync("orders.*", 0, token))
            {
                stored.Add(one.Value.ToString());
                if (stored.Count == Hosts)
                {
                    break;
                }
            }

            Assert.That(stored, Is.EquivalentTo(Enumerable.Range(0, Hosts).Select(i => $"{i}")));
        }
        finally
        {
            foreach (var one in topics)
            {
                await one.DisposeAsync();
            }
        }
    }

    [Test]
    public async Task A_durable_topic_has_no_gap_where_the_server_is_restarted(CancellationToken token)
    {
        const int Count = 300;
        using var server = NatsServer.Start();
        var options = new NatsTopicsOptions { Nats = server.Options(), Durable = ["orders.*"], PublishTimeout = TimeSpan.FromSeconds(50) };
        var (one, _) = await StartAsync(options, token);
        var (_, client) = await StartAsync(options, token);
        var reading = FollowAsync(client, "orders.*", 0, Count, token);
        for (var i = 0; i < Count; i++)
        {
            if (i == Count / 3)
            {
                server.Restart();
            }

            await one.PublishAsync("orders.made", i);
        }

        Assert.That((await reading).Select(e => e.Value), Is.EqualTo(Enumerable.Range(0, Count)));
    }

    [Test]
    public async Task An_event_that_cannot_be_stored_is_told_to_its_publisher_and_one_that_need_not_be_is_not(CancellationToken token)
    {
        using var server = NatsServer.Start();
        var options = new NatsTopicsOptions { Nats = server.Options(), Durable = ["orders.*"], PublishTimeout = TimeSpan.FromMilliseconds(200) };
        var (one, client) = await StartAsync(options, token);
        await one.PublishAsync("orders.made", 1);
        server.Kill();

        var failure = await Assert.CatchAsync<IOException>(async () => await one.PublishAsync("orders.made", 2));
        await one.PublishAsync("news", 3);

        Assert.That(failure!.Message, Does.Contain("was not stored"));
    }

    [Test]
    public void Patterns_that_are_none_are_refused()
    {
        Assert.Catch<ArgumentException>(() => _ = new NatsTopics(new NatsTopicsOptions { Durable = ["a.*.b"] }));
        Assert.Catch<ArgumentException>(() => _ = new NatsTopics(new NatsTopicsOptions { MaxAge = TimeSpan.Zero }));
        Assert.Catch<ArgumentException>(() => _ = new NatsTopics(new NatsTopicsOptions { MaxBytes = 0 }));
        Assert.Catch<ArgumentException>(() => _ = new NatsTopics(new NatsTopicsOptions { PublishTimeout = TimeSpan.Zero }));
    }

    [Test]
    public async Task A_contract_gives_its_events_to_a_peer_of_another_host_and_none_of_it_is_stored(CancellationToken token)
    {
        var options = new NatsTopicsOptions { Nats = NatsServer.Shared().Options(), Durable = ["*"] };
        var belfry = new Belfry();
        await StartAsync(options, token, belfry);
        var (other, client) = await StartAsync(options, token);
        await using var events = await EventLoop<int>.StartAsync(client, "bell.rung", token);
        await belfry.Begun.Task.WaitAsync(token);
        await belfry.RingAsync(3);
        Assert.That((await events.NextAsync()).Value, Is.EqualTo(3));
        await other.PublishAsync("last", 4);

        var stored = await FollowAsync(client, "*", 0, 2, token);

        Assert.That(stored.Select(e => e.Topic), Is.EqualTo(new[] { "bell.rung", "last" }), "What the hosts told each other is not among them.");
    }

    [Test]
    public async Task Topics_are_shared_once_NATS_is_there(CancellationToken token)
    {
        using var server = NatsServer.Start();
        var options = new NatsTopicsOptions { Nats = server.Options() };
        server.Kill();
        var (one, _) = await StartAsync(options, token);
        var (_, client) = await StartAsync(options, token);
        await one.PublishAsync("news", 1);
        server.Restart();
        await client.InvokeAsync<bool>("subscribe", ["news"], token);
        await using var events = await EventLoop<int>.StartAsync(client, "news", token);

        await one.PublishAsync("news", 2);

        Assert.That((await events.NextAsync()).Value, Is.EqualTo(2));
    }

    private static async Task<List<Stored>> FollowAsync(LiaisonClient client, string topic, long after, int count, CancellationToken token)
    {
        var events = new List<Stored>();
        await foreach (var item in client.StreamAsync<Stored>("follow", [topic, after], token))
        {
            events.Add(item!);
            if (events.Count == count)
            {
                break;
            }
        }

        return events;
    }

    private async Task<(LiaisonHost Host, LiaisonClient Client)> StartAsync(NatsTopicsOptions options, CancellationToken token, Belfry? belfry = null)
    {
        var topics = new NatsTopics(options);
        var companion = belfry is null ? new Companion() : new Companion().Add<IBell>(belfry);
        companion.Commands.AddFrom(topics);
        var transport = new InMemoryTransport();
        var host = new LiaisonHost(companion).Add(transport).ShareTopics(topics);
        _open.Push(companion);
        _open.Push(host);
        await host.StartAsync(token);
        var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(transport), cancellationToken: token);
        _open.Push(client);
        return (host, client);
    }

    private sealed record Stored(long Position, string Topic, int Value);
}
