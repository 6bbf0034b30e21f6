using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Hosting;

/// <summary>Every limit of the host and the companion: what happens at it, and that the connection, or the others, stay of use.</summary>
internal sealed class LimitTests
{
    private static IEnumerable<TestCaseData> WrongOptions =>
    [
        Wrong(nameof(HostOptions.MaxConnections), new HostOptions { MaxConnections = 0 }),
        Wrong(nameof(HostOptions.MaxAddedThreads), new HostOptions { MaxAddedThreads = -1 }),
        Wrong(nameof(HostOptions.MaxPendingCalls), new HostOptions { MaxPendingCalls = 0 }),
        Wrong(nameof(HostOptions.MaxPendingBytes), new HostOptions { MaxPendingBytes = 0 }),
        Wrong(nameof(HostOptions.MaxUnsentBytes), new HostOptions { MaxUnsentBytes = 0 }),
        Wrong(nameof(HostOptions.DrainTimeout), new HostOptions { DrainTimeout = TimeSpan.FromTicks(-1) }),
        Wrong(nameof(HostOptions.DrainTimeout), new HostOptions { DrainTimeout = TimeSpan.MaxValue }),
        Wrong(nameof(HostOptions.CancelTimeout), new HostOptions { CancelTimeout = Timeout.InfiniteTimeSpan }),
        Wrong(nameof(HostOptions.CancelTimeout), new HostOptions { CancelTimeout = TimeSpan.FromDays(50) }),
        Wrong(nameof(HostOptions.IdleTimeout), new HostOptions { IdleTimeout = TimeSpan.Zero }),
        Wrong(nameof(HostOptions.IdleTimeout), new HostOptions { IdleTimeout = TimeSpan.MaxValue }),
    ];

    [TestCaseSource(nameof(WrongOptions))]
    public void A_wrong_option_is_told_before_anything_is_served(string name, HostOptions options) =>
        Assert.That(() => new LiaisonHost(new Companion(), options), Throws.InstanceOf<ArgumentException>().With.Message.Contains(name));

    [Test]
    public void A_wrong_option_of_a_companion_is_told_when_it_is_made()
    {
        Assert.That(() => new Companion(new CompanionOptions { MaxNames = 1 }), Throws.InstanceOf<ArgumentException>().With.Message.Contains("MaxNames"));
        Assert.That(() => new Companion(new CompanionOptions { MaxDepth = 2 }), Throws.InstanceOf<ArgumentException>().With.Message.Contains("MaxDepth"));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Past_MaxPendingCalls_a_request_is_answered_busy_at_once(CancellationToken token)
    {
        var companion = new GatedCompanion();
        await using var served = await ServedCompanion.StartAsync(companion, new HostOptions { MaxPendingCalls = 2 });
        await using var peer = await served.ConnectAsync(token);
        await using var other = await served.ConnectAsync(token);
        await peer.SendAsync(TestPeer.Request(1, "wait", "a"), token);
        await peer.SendAsync(TestPeer.Request(2, "mark", "2"), token);

        var busy = await peer.AskAsync(TestPeer.Request(3, "mark", "3"), token);

        Assert.That(busy.Id, Is.EqualTo("3"));
        Assert.That(busy.Code, Is.EqualTo(ErrorCode.Busy));
        Assert.That(busy.Message, Does.Contain("raise MaxPendingCalls"));
        Assert.That((await other.CallAsync("ping", [], token)).IsError, Is.False, "the limit is each peer's own");
        companion["a"].Open();
        Assert.That((await peer.NextAsync(token)).Id, Is.EqualTo("1"));
        Assert.That((await peer.NextAsync(token)).Id, Is.EqualTo("2"));
        Assert.That((await peer.CallAsync("mark", ["4"], token)).IsError, Is.False);
        Assert.That(companion.Marks, Is.EqualTo(new[] { "2", "4" }));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Past_MaxPendingBytes_a_request_is_busy_unless_it_is_the_only_one(CancellationToken token)
    {
        var companion = new GatedCompanion();
        await using var served = await ServedCompanion.StartAsync(companion, new HostOptions { MaxPendingBytes = 200 });
        await using var peer = await served.ConnectAsync(token);
        var large = new string('x', 1_000);

        Assert.That((await peer.CallAsync("mark", [large], token)).IsError, Is.False, "one request may always be pending");
        await peer.SendAsync(TestPeer.Request(1, "wait", "a"), token);
        var busy = await peer.AskAsync(TestPeer.Request(2, "mark", large), token);

        Assert.That(busy.Code, Is.EqualTo(ErrorCode.Busy));
        Assert.That(busy.Message, Does.Contain("MaxPendingBytes"));
        companion["a"].Open();
        Assert.That((await peer.NextAsync(token)).Id, Is.EqualTo("1"));
        Assert.That((await peer.CallAsync("mark", [large], token)).IsError, Is.False);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_peer_that_does_not_read_is_disconnected_at_MaxUnsentBytes_and_the_others_are_served_on(CancellationToken token)
    {
        var options = new HostOptions { MaxUnsentBytes = 100_000 };
        await using var served = await ServedCompanion.StartAsync(new GatedCompanion(), options, new InMemoryOptions { MaxQueuedFrames = 1 });
        await using var deaf = await served.ConnectAsync(token);
        await using var other = await served.ConnectAsync(token);

        Assert.That(() => CallWithoutReadingAsync(deaf, token), Throws.TypeOf<IOException>(), "the host closes the connection");
        Assert.That((await other.CallAsync("text", [200_000], token)).Response.GetString(), Has.Length.EqualTo(200_000), "one reply may always be unsent");
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_peer_past_MaxConnections_is_disconnected_at_once(CancellationToken token)
    {
        var host = new LiaisonHost(new Companion(), new HostOptions { MaxConnections = 1 });
        await using var transport = new InMemoryTransport();
        await transport.BindAsync(token);
        var (first, servingFirst) = await ServeAsync(host, transport, token);
        await first.CallAsync("ping", [], token);

        var (second, servingSecond) = await ServeAsync(host, transport, token);
        await servingSecond.WaitAsync(token);
        Assert.That(await second.ReceiveAsync(token), Is.Null);
        Assert.That((await first.CallAsync("ping", [], token)).IsError, Is.False);
        Assert.That(host.ConnectionCount, Is.EqualTo(1));

        await first.DisposeAsync();
        await servingFirst.WaitAsync(token);
        var (third, servingThird) = await ServeAsync(host, transport, token);
        Assert.That((await third.CallAsync("ping", [], token)).IsError, Is.False, "the first one's place is free again");
        await host.StopAsync().WaitAsync(token);
        await servingThird.WaitAsync(token);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Past_MaxNames_no_name_is_added_and_those_that_are_there_may_be_set(CancellationToken token)
    {
        await using var served = await ServedCompanion.StartAsync(new Companion(new CompanionOptions { MaxNames = 4 }));
        await using var peer = await served.ConnectAsync(token);
        await peer.CallAsync("store", ["a", 1], token);
        await peer.CallAsync("store", ["b", 1], token);

        var refused = await peer.CallAsync("store", ["c", 1], token);
        var replaced = await peer.CallAsync("store", ["a", 2], token);
        await peer.CallAsync("delete", ["b"], token);
        var added = await peer.CallAsync("store", ["c", 1], token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.Code, Is.EqualTo(ErrorCode.BadArguments));
            Assert.That(refused.Message, Does.Contain("raise CompanionOptions.MaxNames"));
            Assert.That(replaced.IsError, Is.False);
            Assert.That(added.IsError, Is.False);
        }
    }

    [TestCase(10)]
    [TestCase(64)]
    [TestCase(200)]
    [CancelAfter(60_000)]
    public async Task A_message_may_be_as_deep_as_MaxDepth_and_no_deeper(int maxDepth, CancellationToken token)
    {
        await using var served = await ServedCompanion.StartAsync(new Companion(new CompanionOptions { MaxDepth = maxDepth }));
        await using var peer = await served.ConnectAsync(token);

        // The message, its command and its arguments are three levels themselves.
        var fits = await peer.AskInTurnAsync(Nested(maxDepth - 3), token);
        var tooDeep = await peer.AskInTurnAsync(Nested(maxDepth - 2), token);

        Assert.That(fits.Code, Is.Null, fits.ToString());
        Assert.That(tooDeep.Code, Is.EqualTo(ErrorCode.BadMessage));
        Assert.That(tooDeep.Message, Does.Contain($"at most {maxDepth} levels"));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task After_IdleTimeout_without_peers_the_host_stops_by_itself(CancellationToken token)
    {
        await using var served = await ServedCompanion.StartAsync(new Companion(), new HostOptions { IdleTimeout = TimeSpan.FromMilliseconds(1) });

        await served.Host.Completion.WaitAsync(token);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task While_somebody_is_connected_the_host_is_not_idle(CancellationToken token)
    {
        await using var transport = new InMemoryTransport();
        await transport.BindAsync(token);
        await using var host = new LiaisonHost(new Companion(), new HostOptions { IdleTimeout = TimeSpan.FromMilliseconds(1) }).Add(new InMemoryTransport());
        var (peer, serving) = await ServeAsync(host, transport, token);
        await peer.CallAsync("ping", [], token);

        await host.StartAsync(token);
        for (var i = 0; i < 100; i++)
        {
            Assert.That((await peer.CallAsync("ping", [], token)).IsError, Is.False);
        }

        Assert.That(host.Completion.IsCompleted, Is.False);
        await peer.DisposeAsync();
        await serving.WaitAsync(token);
        await host.Completion.WaitAsync(token);
    }

    private static TestCaseData Wrong(string name, HostOptions options) => new TestCaseData(name, options).SetArgDisplayNames(options.ToString());

    private static string Nested(int levels) =>
        $$$"""{"id":7,"command":{"args":["deep",{{{new string('[', levels)}}}1{{{new string(']', levels)}}}],"command":"store"}}""";

    private static async Task CallWithoutReadingAsync(TestPeer peer, CancellationToken token)
    {
        while (true)
        {
            await peer.SendAsync(TestPeer.Request(null, "text", 10_000), token);
        }
    }

    private static async Task<(TestPeer Peer, Task Serving)> ServeAsync(LiaisonHost host, InMemoryTransport transport, CancellationToken token)
    {
        var peer = await new InMemoryConnector(transport).ConnectAsync(token);
        var accepted = await transport.AcceptAsync(token);
        return (new TestPeer(peer), host.ServeAsync(accepted!, CancellationToken.None));
    }
}
