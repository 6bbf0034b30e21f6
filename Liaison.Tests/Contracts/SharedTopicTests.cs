using Liaison.Client;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Sessions;
using Liaison.Sessions.Events;
using Liaison.Tests.Features;
using Liaison.Transports;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace Liaison.Tests.Contracts;

/// <summary>The topics of a contract, where its subscribers are at other hosts.</summary>
[CancelAfter(60_000)]
internal sealed class SharedTopicTests
{
    private readonly Stack<IAsyncDisposable> _open = new();
    private readonly MemoryBus _bus = new();

    [TearDown]
    public async Task CloseAsync()
    {
        while (_open.TryPop(out var opened))
        {
            await opened.DisposeAsync();
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_contract_gives_its_events_to_a_peer_of_another_host_whichever_came_first(bool isContractFirst, CancellationToken token)
    {
        var belfry = new Belfry();
        if (isContractFirst)
        {
            await StartAsync(token, belfry);
        }

        var (_, client) = await StartAsync(token);
        await using var events = await EventLoop<int>.StartAsync(client, "bell.*", token);
        if (!isContractFirst)
        {
            await StartAsync(token, belfry);
        }

        await belfry.Begun.Task.WaitAsync(token);
        await belfry.RingAsync(3);

        var heard = await events.NextAsync();
        Assert.That((heard.Topic, heard.Value), Is.EqualTo(("bell.rung", 3)));
    }

    [Test]
    public async Task The_sequence_ends_when_the_last_subscriber_of_all_hosts_has_left(CancellationToken token)
    {
        var belfry = new Belfry();
        var (_, own) = await StartAsync(token, belfry);
        var (_, one) = await StartAsync(token);
        var (two, other) = await StartAsync(token);
        await other.InvokeAsync<bool>("subscribe", ["bell.rung"], token);

        // That the sequence has begun shows that this subscriber is known.
        await belfry.Begun.Task.WaitAsync(token);
        await own.InvokeAsync<bool>("subscribe", ["bell.rung"], token);
        await one.InvokeAsync<bool>("subscribe", ["bell.rung"], token);
        await own.InvokeAsync<bool>("unsubscribe", ["bell.rung"], token);
        await one.InvokeAsync<bool>("unsubscribe", ["bell.rung"], token);
        Assert.That(belfry.Ended.Task.IsCompleted, Is.False, "Somebody is still there.");

        await two.StopAsync();
        await belfry.Ended.Task.WaitAsync(token);
    }

    [Test]
    public async Task A_host_that_is_heard_no_more_wishes_nothing(CancellationToken token)
    {
        var time = new ManualTime();
        var belfry = new Belfry();
        await using var companion = new Companion().Add<IBell>(belfry);
        var topics = new Topics(new TopicSources(companion, NullLogger.Instance));
        topics.Share(_bus.Join(), time);
        topics.BeginSharing();
        await _bus.Join().PublishAsync(new SharedEvent(TopicName.Needs, HostNeedsContext.Write(new HostNeeds("lost", [], ["bell.rung"]))), token);
        await belfry.Begun.Task.WaitAsync(token);

        time.Advance(NeedsExchange.Patience);
        Assert.That(belfry.Ended.Task.IsCompleted, Is.False);
        time.Advance(NeedsExchange.Interval);

        await belfry.Ended.Task.WaitAsync(token);
        await topics.UnshareAsync();
    }

    [Test]
    public async Task What_a_host_offers_is_said_again_and_taken_back_at_its_end(CancellationToken token)
    {
        var time = new ManualTime();
        var said = new List<HostNeeds>();
        await _bus.Join().SubscribeAsync(TopicName.Needs, shared => said.Add(HostNeedsContext.TryRead(shared.Value)!), token);
        await using var companion = new Companion().Add<IBell>(new Belfry());
        var topics = new Topics(new TopicSources(companion, NullLogger.Instance));
        topics.Share(_bus.Join(), time);
        topics.BeginSharing();
        time.Advance(NeedsExchange.Interval);
        await topics.UnshareAsync();

        Assert.That(said.Select(needs => (needs.Offers.FirstOrDefault(), needs.Asks)), Is.EqualTo(new[] { ("bell.rung", true), ("bell.rung", false), (null, false) }));
    }

    [Test]
    public async Task What_hosts_tell_each_other_is_no_event(CancellationToken token)
    {
        var (host, client) = await StartAsync(token);
        await client.InvokeAsync<bool>("subscribe", ["*"], token);
        await using var events = await EventLoop<int>.StartAsync(client, "*", token);
        var (other, _) = await StartAsync(token, new Belfry());

        await other.PublishAsync("news", 1);

        Assert.That((await events.NextAsync()).Topic, Is.EqualTo("news"));
        Assert.That((await Assert.CatchAsync<LiaisonException>(() => client.InvokeAsync<bool>("subscribe", [TopicName.Needs], token)))!.Code, Is.EqualTo(ErrorCode.BadArguments));
        Assert.That((await Assert.CatchAsync<LiaisonException>(() => client.InvokeAsync<bool>("publish", [TopicName.Needs, 1], token)))!.Code, Is.EqualTo(ErrorCode.BadArguments));
        await Assert.CatchAsync<ArgumentException>(async () => await host.PublishAsync(TopicName.Needs, 1));
    }

    [TestCase("1")]
    [TestCase("{}")]
    [TestCase("""{"host":"x","offers":null,"wishes":[]}""")]
    [TestCase("""{"host":"x","offers":[1],"wishes":[]}""")]
    public void What_is_no_need_of_a_host_is_left_out(string json) =>
        Assert.That(HostNeedsContext.TryRead(new RawJson(System.Text.Encoding.UTF8.GetBytes(json))), Is.Null);

    private async Task<(LiaisonHost Host, LiaisonClient Client)> StartAsync(CancellationToken token, Belfry? belfry = null)
    {
        var companion = belfry is null ? new Companion() : new Companion().Add<IBell>(belfry);
        var transport = new InMemoryTransport();
        var host = new LiaisonHost(companion).Add(transport).ShareTopics(_bus.Join());
        _open.Push(companion);
        _open.Push(host);
        await host.StartAsync(token);
        var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(transport), cancellationToken: token);
        _open.Push(client);
        return (host, client);
    }
}
