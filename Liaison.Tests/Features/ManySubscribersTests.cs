using Liaison.Client;
using Liaison.Companions;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>Events where several clients are connected.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.ForManyClients))]
internal sealed class ManySubscribersTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    [Test]
    public async Task Every_subscriber_gets_an_event_and_nobody_else_does(CancellationToken token)
    {
        await ServeAsync(new Companion(), token);
        await using var first = await EventLoop<int>.StartAsync(await ConnectAsync(token), "news", token);
        await using var second = await EventLoop<int>.StartAsync(await ConnectAsync(token), "*", token);
        var third = await ConnectAsync(token);
        var before = Tap.Received.Count;

        await Host.PublishAsync("news", 1);
        await third.PingAsync(token);

        Assert.That(((await first.NextAsync()).Value, (await second.NextAsync()).Value), Is.EqualTo((1, 1)));
        Assert.That(Tap.Received, Has.Count.EqualTo(before + (Speech.SendsAllEvents ? 2 : 1)), "the ping's answer alone, unless all events are sent to everybody");
    }

    [Test]
    public async Task What_one_client_publishes_another_gets(CancellationToken token)
    {
        await ServeAsync(new Companion(), token);
        await using var loop = await EventLoop<string>.StartAsync(await ConnectAsync(token), "chat", token);
        var other = await ConnectAsync(token);

        await other.InvokeAsync<string>("publish", ["chat", "hello"], token);

        Assert.That((await loop.NextAsync()).Value, Is.EqualTo("hello"));
    }
}
