using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Sessions;
using Liaison.Sessions.Events;
using Liaison.Tests.Hosting;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Sessions;

/// <summary>Subscribers that do not keep up, and how much may wait for them.</summary>
[CancelAfter(60_000)]
internal sealed class SlowSubscriberTests
{
    [Test]
    public async Task A_subscriber_that_stops_reading_loses_the_oldest_and_delays_nobody(CancellationToken token)
    {
        const int Published = 20_000;
        var options = new HostOptions { SendBufferBytes = 10_000 };
        await using var served = await ServedCompanion.StartAsync(new Companion(), options, new InMemoryOptions { MaxQueuedFrames = 1 });
        await using var deaf = await served.ConnectAsync(token);
        await using var reader = await served.ConnectAsync(token);
        await deaf.AskAsync(Subscribe("frames", nameof(Overflow.DropOldest), 100), token);
        await reader.AskAsync(Subscribe("frames", nameof(Overflow.DropOldest), SubscriptionOptions.MaxCapacity), token);

        var reading = Task.Run(() => ReadAllAsync(reader, Published, token), token);
        for (var i = 0; i < Published; i++)
        {
            await served.Host.PublishAsync("frames", i);
        }

        // The deaf peer still gets its replies, behind at most SendBufferBytes of events.
        await deaf.SendAsync(TestPeer.Request("ping", "ping"), token);
        var (read, dropped) = await reading;
        Assert.That((read, dropped), Is.EqualTo((Published, 0)), "who reads loses nothing");

        var (got, lost) = await ReadAllAsync(deaf, Published, token);
        await TestContext.Out.WriteLineAsync($"Of {Published} events the subscriber that stopped reading got {got} and lost {lost}; the other got {read}.");
        Assert.That(got + lost, Is.EqualTo(Published));
        Assert.That(got, Is.LessThan(Published / 10));
    }

    [Test]
    public async Task Of_each_topic_the_latest_event_is_kept(CancellationToken token)
    {
        var options = new HostOptions { SendBufferBytes = 1 };
        await using var served = await ServedCompanion.StartAsync(new Companion(), options, new InMemoryOptions { MaxQueuedFrames = 1 });
        await using var peer = await served.ConnectAsync(token);
        await peer.AskAsync(Subscribe("*", nameof(Overflow.Latest), 100), token);

        for (var i = 0; i < 100; i++)
        {
            await served.Host.PublishAsync("temperature", i);
            await served.Host.PublishAsync("pressure", 1_000 + i);
        }

        var last = new Dictionary<string, int>();
        var count = 0L;
        while (count < 200)
        {
            var json = (await peer.NextAsync(token)).Json;
            last[json.GetProperty("tag").GetString()!] = json.GetProperty("message").GetInt32();
            count += 1 + Dropped(json);
        }

        Assert.That(last, Is.EqualTo(new Dictionary<string, int> { ["temperature"] = 99, ["pressure"] = 1_099 }));
    }

    [Test]
    public async Task Subscribing_again_changes_the_options_and_loses_nothing_that_waits(CancellationToken token)
    {
        var options = new HostOptions { SendBufferBytes = 1 };
        await using var served = await ServedCompanion.StartAsync(new Companion(), options, new InMemoryOptions { MaxQueuedFrames = 1 });
        await using var peer = await served.ConnectAsync(token);
        await peer.AskAsync(Subscribe("frames", nameof(Overflow.DropOldest), 1_000), token);
        for (var i = 0; i < 50; i++)
        {
            await served.Host.PublishAsync("frames", i);
        }

        await peer.SendAsync(Subscribe("frames", nameof(Overflow.DropOldest), 500), token);
        var (got, lost) = await ReadAllAsync(peer, 50, token);

        Assert.That((got, lost), Is.EqualTo((50, 0)));
    }

    [Test]
    public async Task A_subscriber_that_must_not_miss_an_event_is_disconnected(CancellationToken token)
    {
        var options = new HostOptions { SendBufferBytes = 1 };
        await using var served = await ServedCompanion.StartAsync(new Companion(), options, new InMemoryOptions { MaxQueuedFrames = 1 });
        await using var deaf = await served.ConnectAsync(token);
        await using var other = await served.ConnectAsync(token);
        await deaf.AskAsync(Subscribe("frames", nameof(Overflow.Disconnect), 10), token);

        for (var i = 0; i < 100; i++)
        {
            await served.Host.PublishAsync("frames", i);
        }

        var next = 0;
        while (await deaf.ReceiveAsync(token) is { } reply)
        {
            Assert.That(reply.Json.GetProperty("message").GetInt32(), Is.EqualTo(next++), "what came before the end is without a gap");
        }

        Assert.That(next, Is.LessThan(100));
        Assert.That((await other.CallAsync("ping", [], token)).IsError, Is.False);
    }

    [Test]
    public async Task The_limits_of_subscriptions_hold(CancellationToken token)
    {
        await using var served = await ServedCompanion.StartAsync(new Companion(), new HostOptions { MaxSubscriptions = 2 });
        await using var peer = await served.ConnectAsync(token);
        await peer.CallAsync("subscribe", ["a"], token);
        await peer.CallAsync("subscribe", ["b"], token);

        var third = await peer.CallAsync("subscribe", ["c"], token);
        var again = await peer.CallAsync("subscribe", ["b"], token);
        var capacity = await peer.AskAsync(Subscribe("b", nameof(Overflow.Latest), SubscriptionOptions.MaxCapacity + 1), token);
        var longest = await peer.CallAsync("publish", [new string('t', TopicName.MaxLength), 1], token);
        var tooLong = await peer.CallAsync("publish", [new string('t', TopicName.MaxLength + 1), 1], token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((third.Code, third.Message), Is.EqualTo((ErrorCode.Busy, "The peer has 2 subscriptions, as many as it may. Unsubscribe from some, or raise MaxSubscriptions.")));
            Assert.That(again.Response.GetBoolean(), Is.False, "it was there before");
            Assert.That(capacity.Code, Is.EqualTo(ErrorCode.BadArguments));
            Assert.That(capacity.Message, Does.Contain("Capacity"));
            Assert.That(longest.IsError, Is.False);
            Assert.That(tooLong.Code, Is.EqualTo(ErrorCode.BadArguments));
        }
    }

    private static string Subscribe(string topic, string overflow, int capacity) =>
        $$$"""{"command":{"command":"subscribe","args":["{{{topic}}}"],"kwargs":{"overflow":"{{{overflow}}}","capacity":{{{capacity}}}}},"id":"sub"}""";

    private static long Dropped(System.Text.Json.JsonElement message) =>
        message.GetProperty("evt").TryGetProperty("dropped", out var dropped) ? dropped.GetInt64() : 0;

    private static async Task<(int Got, int Lost)> ReadAllAsync(TestPeer peer, int published, CancellationToken token)
    {
        var (got, lost, last) = (0, 0, -1);
        while (got + lost < published)
        {
            var reply = await peer.NextAsync(token);
            if (reply.Id is not null)
            {
                continue;
            }

            var value = reply.Json.GetProperty("message").GetInt32();
            lost += (int)Dropped(reply.Json);
            got++;
            Assert.That(value, Is.GreaterThan(last), "in order");
            Assert.That(value + 1, Is.EqualTo(got + lost), "what was dropped is told");
            last = value;
        }

        return (got, lost);
    }
}
