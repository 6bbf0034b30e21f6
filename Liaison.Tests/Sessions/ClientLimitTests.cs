using Liaison.Client;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Sessions;
using Liaison.Tests.Hosting;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Sessions;

/// <summary>The limits of a client: what happens at each, and that the connection stays of use.</summary>
[CancelAfter(60_000)]
internal sealed class ClientLimitTests
{
    private static IEnumerable<TestCaseData> WrongOptions =>
    [
        new(nameof(ClientOptions.MaxDepth), new ClientOptions { MaxDepth = 2 }),
        new(nameof(ClientOptions.MaxDepth), new ClientOptions { MaxDepth = 1_001 }),
        new(nameof(ClientOptions.MaxSequenceItems), new ClientOptions { MaxSequenceItems = 0 }),
        new(nameof(ClientOptions.MaxPendingCalls), new ClientOptions { MaxPendingCalls = 0 }),
        new(nameof(ClientOptions.MaxPendingBytes), new ClientOptions { MaxPendingBytes = 0 }),
        new(nameof(ClientOptions.MaxUnsentBytes), new ClientOptions { MaxUnsentBytes = 0 }),
        new(nameof(ClientOptions.SendBufferBytes), new ClientOptions { SendBufferBytes = 0 }),
        new(nameof(ClientOptions.MaxUnreadBytes), new ClientOptions { MaxUnreadBytes = 0 }),
        new(nameof(ClientOptions.MaxCollectedBytes), new ClientOptions { MaxCollectedBytes = 0 }),
        new(nameof(ClientOptions.StreamWindowBytes), new ClientOptions { StreamWindowBytes = 32_767 }),
        new(nameof(ClientOptions.StreamChunkBytes), new ClientOptions { StreamChunkBytes = 0 }),
        new(nameof(ClientOptions.StreamWindowItems), new ClientOptions { StreamWindowItems = 0 }),
        new(nameof(ClientOptions.MaxOpenStreams), new ClientOptions { MaxOpenStreams = 0 }),
        new(nameof(ClientOptions.LargeValueBytes), new ClientOptions { LargeValueBytes = 0 }),
        new(nameof(ClientOptions.MaxGatheredBytes), new ClientOptions { MaxGatheredBytes = 0 }),
        new(nameof(ClientOptions.DrainTimeout), new ClientOptions { DrainTimeout = TimeSpan.FromTicks(-1) }),
        new(nameof(ClientOptions.CancelTimeout), new ClientOptions { CancelTimeout = TimeSpan.MaxValue }),
    ];

    [TestCaseSource(nameof(WrongOptions))]
    public void A_wrong_option_is_told_before_anything_connects(string name, ClientOptions options) =>
        Assert.That(
            () => LiaisonClient.ConnectAsync("unix:/nowhere", options), Throws.InstanceOf<ArgumentException>().With.Message.Contains(name));

    [Test]
    public async Task A_stream_that_is_not_read_fails_at_MaxUnreadBytes_and_is_canceled(CancellationToken token)
    {
        var companion = new EndlessCompanion();
        await using var served = await LinkAsync(companion, new ClientOptions { MaxUnreadBytes = 10_000 }, token);
        await using var items = served.Client.StreamAsync<string>("endless", [], token).GetAsyncEnumerator(token);
        Assert.That(await items.MoveNextAsync(), Is.True);

        // The loop stands still, and the host goes on until it is told.
        await companion.Canceled.WaitAsync(token);
        var failure = await Assert.ThrowsAsync<LiaisonException>(async () =>
        {
            while (await items.MoveNextAsync())
            {
            }
        });

        Assert.That((failure!.Code, failure.Message), Is.EqualTo((ErrorCode.Busy, "More than 10000 bytes of the items of 'endless' are unread. Read faster, or raise MaxUnreadBytes.")));
        Assert.That(await served.Client.PingAsync(token), Is.EqualTo("pong"));
    }

    [Test]
    public async Task Past_MaxUnsentBytes_a_call_is_busy_and_those_before_it_are_answered(CancellationToken token)
    {
        var companion = new GatedCompanion();
        var transport = new InMemoryTransport("test", new InMemoryOptions { MaxQueuedFrames = 1 });
        await transport.BindAsync(token);
        await using var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(transport), new ClientOptions { MaxUnsentBytes = 1_000 }, token);

        // Nobody serves the connection yet, so that what is sent stays where it is.
        var text = new string('x', 600);
        var calls = new List<Task<string?>>();
        while (calls.TrueForAll(call => !call.IsFaulted))
        {
            calls.Add(client.InvokeAsync<string>("mark", [text], token));
        }

        var busy = await Assert.ThrowsAsync<LiaisonException>(() => calls[^1]);
        await using var host = new LiaisonHost(companion);
        var accepted = await transport.AcceptAsync(token);
        _ = host.ServeAsync(accepted!, token);

        Assert.That(busy!.Code, Is.EqualTo(ErrorCode.Busy));
        Assert.That(busy.Message, Does.Contain("raise MaxUnsentBytes"));
        Assert.That(await Task.WhenAll(calls[..^1]), Is.All.EqualTo(text));
    }

    [Test]
    public async Task Past_MaxPendingCalls_the_host_is_told_that_the_client_is_busy(CancellationToken token)
    {
        await using var served = await LinkAsync(new Companion(), new ClientOptions { MaxPendingCalls = 1 }, token);
        var waiting = new GatedCompanion();
        served.Client.Commands.AddFrom(waiting);
        await served.Client.PingAsync(token);
        var client = served.Host.Peers.Single();

        var first = client.InvokeAsync<string>("wait", ["a"], token);
        var second = await Assert.ThrowsAsync<LiaisonException>(() => client.InvokeAsync<string>("wait", ["a"], token));
        waiting["a"].Open();

        Assert.That(second!.Code, Is.EqualTo(ErrorCode.Busy));
        Assert.That(await first, Is.EqualTo("a"));
    }

    [Test]
    public async Task A_loop_that_is_slower_than_its_capacity_is_told_what_it_missed(CancellationToken token)
    {
        await using var served = await LinkAsync(new Companion(), new ClientOptions(), token);
        var options = new SubscriptionOptions { Capacity = 2 };
        await using var events = served.Client.SubscribeAsync<int>("numbers", options, token).GetAsyncEnumerator(token);
        var first = events.MoveNextAsync();
        await served.Client.PingAsync(token);
        await served.Host.PublishAsync("numbers", 0);
        Assert.That(await first, Is.True);
        for (var i = 1; i <= 5; i++)
        {
            await served.Host.PublishAsync("numbers", i);

            // The answer comes behind the event, which by then waits for the loop.
            await served.Client.PingAsync(token);
        }

        Assert.That(await events.MoveNextAsync(), Is.True);
        Assert.That(events.Current, Is.EqualTo(new TopicEvent<int>("numbers", 4, 3)));
        Assert.That(await events.MoveNextAsync(), Is.True);
        Assert.That(events.Current, Is.EqualTo(new TopicEvent<int>("numbers", 5, 0)));
    }

    private static async Task<ServedClient> LinkAsync(Companion companion, ClientOptions options, CancellationToken token)
    {
        var transport = new InMemoryTransport();
        var host = new LiaisonHost(companion).Add(transport);
        await host.StartAsync(token);
        return new ServedClient(host, await LiaisonClient.ConnectAsync(new InMemoryConnector(transport), options, token));
    }

    private sealed record ServedClient(LiaisonHost Host, LiaisonClient Client) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Client.DisposeAsync();
            await Host.DisposeAsync();
        }
    }
}
