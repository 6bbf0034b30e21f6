using System.Text.Json.Nodes;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Hosting;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>Events, from whoever publishes them to whoever subscribed.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.All))]
internal sealed class EventTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    private static readonly string[] Topics = ["frames", "frames.left", "frames.left.top", "framesets", "other.frames"];

    [TestCase("frames", "frames", new[] { "frames" })]
    [TestCase("frames.*", "frames.last", new[] { "frames.left", "frames.left.top" })]
    [TestCase("frames.left.*", "frames.left.last", new[] { "frames.left.top" })]
    [TestCase("*", "last", new[] { "frames", "frames.left", "frames.left.top", "framesets", "other.frames" })]
    public async Task A_subscriber_gets_what_its_pattern_says(string pattern, string last, string[] expected, CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Publishing(), token);
        await using var loop = await EventLoop<string>.StartAsync(client, pattern, token);

        foreach (var topic in Topics)
        {
            await Host.PublishAsync(topic, "of " + topic);
        }

        await Host.PublishAsync(last, "last");
        var got = new List<TopicEvent<string>>();
        do
        {
            got.Add(await loop.NextAsync());
        }
        while (got[^1].Value != "last");

        Assert.That(got.Select(one => one.Topic), Is.EqualTo(expected.Append(last)));
        Assert.That(got[..^1].Select(one => one.Value), Is.EqualTo(expected.Select(topic => "of " + topic)));
    }

    [Test]
    public async Task Events_keep_their_values_and_their_order(CancellationToken token)
    {
        const int Count = 500;
        var client = await ServeAndConnectAsync(new Publishing(), token);
        await using var loop = await EventLoop<News>.StartAsync(client, "news", token);

        for (var i = 0; i < Count; i++)
        {
            await Host.PublishAsync("news", new News(i, "\u00e9 \ud83d\ude00"));
        }

        for (var i = 0; i < Count; i++)
        {
            Assert.That(await loop.NextAsync(), Is.EqualTo(new TopicEvent<News>("news", new News(i, "\u00e9 \ud83d\ude00"), 0)));
        }
    }

    [Test]
    public async Task Nothing_is_sent_that_nobody_subscribed_to(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Publishing(), token);
        await using var loop = await EventLoop<string>.StartAsync(client, "news", token);
        var before = Tap.Received.Count;

        await Host.PublishAsync("weather", "rain");
        await client.PingAsync(token);

        Assert.That(Tap.Received, Has.Count.EqualTo(before + 1), "the ping's answer alone");
    }

    [Test]
    public async Task Leaving_the_loop_unsubscribes(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Publishing(), token);
        var loop = await EventLoop<string>.StartAsync(client, "news", token);
        await Host.PublishAsync("news", "first");
        await loop.NextAsync();

        await loop.DisposeAsync();
        await client.PingAsync(token);
        await Host.PublishAsync("news", "second");
        await client.PingAsync(token);

        Assert.That(Tap.Received.Select(Tap.TextOf), Has.Some.Contains("first").And.None.Contains("second"));
    }

    [Test]
    public async Task A_loop_that_is_broken_out_of_unsubscribes_too(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Publishing(), token);
        var loop = FirstAsync(client, token);
        await client.PingAsync(token);
        await Host.PublishAsync("news", "first");
        Assert.That(await loop, Is.EqualTo("first"));

        await client.PingAsync(token);
        await Host.PublishAsync("news", "second");
        await client.PingAsync(token);

        Assert.That(Tap.Received.Select(Tap.TextOf), Has.None.Contains("second"));
    }

    [Test]
    public async Task Each_loop_of_a_client_gets_each_event_and_the_last_to_leave_unsubscribes(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Publishing(), token);
        var one = await EventLoop<int>.StartAsync(client, "news", token);
        await using var other = await EventLoop<int>.StartAsync(client, "news", token);

        await Host.PublishAsync("news", 1);
        Assert.That(((await one.NextAsync()).Value, (await other.NextAsync()).Value), Is.EqualTo((1, 1)));
        await one.DisposeAsync();
        await client.PingAsync(token);
        await Host.PublishAsync("news", 2);
        Assert.That((await other.NextAsync()).Value, Is.EqualTo(2));
    }

    [Test]
    public async Task What_matches_two_patterns_comes_once_to_each_of_their_loops(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Publishing(), token);
        await using var exact = await EventLoop<int>.StartAsync(client, "news.local", token);
        await using var all = await EventLoop<int>.StartAsync(client, "news.*", token);

        await Host.PublishAsync("news.local", 1);
        await Host.PublishAsync("news.local", 2);

        Assert.That(((await exact.NextAsync()).Value, (await exact.NextAsync()).Value), Is.EqualTo((1, 2)));
        Assert.That(((await all.NextAsync()).Value, (await all.NextAsync()).Value), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task A_client_publishes(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Publishing(), token);
        await using var loop = await EventLoop<JsonNode>.StartAsync(client, "news", token);

        await client.InvokeAsync<JsonNode>("publish", ["news", new { text = "$5 off", more = new[] { 1, 2 } }], token);

        Assert.That((await loop.NextAsync()).Value!.ToJsonString(), Is.EqualTo("""{"text":"$5 off","more":[1,2]}"""));
    }

    [Test]
    public async Task A_command_publishes_through_the_host(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Publishing(), token);
        await using var loop = await EventLoop<string>.StartAsync(client, "news", token);

        await client.InvokeAsync<string>("announce", [LiaisonClient.Ref("liaison"), "hello"], token);

        Assert.That((await loop.NextAsync()).Value, Is.EqualTo("hello"));
    }

    [Test]
    public async Task A_topic_that_is_none_is_refused_at_both_ends(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Publishing(), token);

        Assert.That((await FailureAsync(client.InvokeAsync<string>("publish", ["error", 1], token))).Code, Is.EqualTo(ErrorCode.BadArguments));
        Assert.That((await FailureAsync(client.InvokeAsync<bool>("subscribe", ["a*"], token))).Code, Is.EqualTo(ErrorCode.BadArguments));
    }

    private static async Task<string?> FirstAsync(LiaisonClient client, CancellationToken token)
    {
        await foreach (var news in client.SubscribeAsync<string>("news", cancellationToken: token))
        {
            return news.Value;
        }

        return null;
    }

    public sealed record News(int Number, string Text);

    public sealed class Publishing
    {
        [Command("announce")]
        public async Task AnnounceAsync(LiaisonHost liaison, string text) => await liaison.PublishAsync("news", text);
    }
}
