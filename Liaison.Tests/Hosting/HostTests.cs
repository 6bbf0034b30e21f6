using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Transports;
using Moq;
using NUnit.Framework;

namespace Liaison.Tests.Hosting;

/// <summary>How a host starts, whom it serves, and when it ends.</summary>
internal sealed class HostTests
{
    [Test]
    public void A_host_without_a_transport_says_how_to_add_one()
    {
        var host = new LiaisonHost(new Companion());

        Assert.That(async () => await host.StartAsync(), Throws.InvalidOperationException.With.Message.Contains("host.Add("));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_host_starts_once_and_has_its_transports_by_then(CancellationToken token)
    {
        await using var host = new LiaisonHost(new Companion()).Add(new InMemoryTransport("a")).Add(new InMemoryTransport("b"));
        await host.StartAsync(token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(host.Addresses, Is.EqualTo(new[] { "memory:a", "memory:b" }));
            Assert.That(async () => await host.StartAsync(), Throws.InvalidOperationException.With.Message.Contains("Make a new one"));
            Assert.That(() => host.Add(new InMemoryTransport()), Throws.InvalidOperationException.With.Message.Contains("before StartAsync"));
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Where_one_transport_cannot_bind_none_is_bound(CancellationToken token)
    {
        var first = Transport();
        var taken = Transport();
        taken.Setup(transport => transport.BindAsync(It.IsAny<CancellationToken>())).Throws(new BindException("taken:1", "It is taken. Take another."));
        var third = Transport();
        var host = new LiaisonHost(new Companion()).Add(first.Object).Add(taken.Object).Add(third.Object);

        Assert.That(async () => await host.StartAsync(token), Throws.TypeOf<BindException>().With.Message.Contains("Take another"));

        await host.Completion.WaitAsync(token);
        first.Verify(transport => transport.DisposeAsync(), Times.Once);
        third.Verify(transport => transport.BindAsync(It.IsAny<CancellationToken>()), Times.Never);
        first.Verify(transport => transport.AcceptAsync(It.IsAny<CancellationToken>()), Times.Never);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_transport_that_does_not_close_keeps_nothing_else_open(CancellationToken token)
    {
        var stuck = Transport();
        stuck.Setup(transport => transport.DisposeAsync()).Throws(new IOException("no"));
        var other = Transport();
        var host = new LiaisonHost(new Companion()).Add(stuck.Object).Add(other.Object);
        await host.StartAsync(token);

        await host.StopAsync().WaitAsync(token);

        other.Verify(transport => transport.DisposeAsync(), Times.AtLeastOnce);
        Assert.That(host.Completion.IsCompletedSuccessfully);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_host_ends_when_no_transport_brings_peers_any_more_and_the_last_peer_is_gone(CancellationToken token)
    {
        var transport = new InMemoryTransport();
        await using var host = new LiaisonHost(new Companion()).Add(transport);
        await host.StartAsync(token);
        await using var peer = new TestPeer(await new InMemoryConnector(transport).ConnectAsync(token));
        await peer.CallAsync("ping", [], token);

        await transport.DisposeAsync();
        Assert.That((await peer.CallAsync("ping", [], token)).IsError, Is.False);
        Assert.That(host.Completion.IsCompleted, Is.False);

        await peer.DisposeAsync();
        await host.Completion.WaitAsync(token);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_transport_that_fails_to_accept_does_not_take_the_others_with_it(CancellationToken token)
    {
        var failing = Transport();
        failing.Setup(transport => transport.AcceptAsync(It.IsAny<CancellationToken>())).Throws(new IOException("accepting failed"));
        var working = new InMemoryTransport();
        await using var host = new LiaisonHost(new Companion()).Add(failing.Object).Add(working);
        await host.StartAsync(token);

        await using var peer = new TestPeer(await new InMemoryConnector(working).ConnectAsync(token));
        Assert.That((await peer.CallAsync("ping", [], token)).Response.GetString(), Is.EqualTo("pong"));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_connection_that_somebody_else_accepted_is_served_until_its_token_fires(CancellationToken token)
    {
        await using var transport = new InMemoryTransport();
        await transport.BindAsync(token);
        await using var peer = new TestPeer(await new InMemoryConnector(transport).ConnectAsync(token));
        var accepted = (await transport.AcceptAsync(token))!;
        var host = new LiaisonHost(new Companion());
        using var source = new CancellationTokenSource();

        var serving = host.ServeAsync(accepted, source.Token);
        Assert.That((await peer.CallAsync("ping", [], token)).Response.GetString(), Is.EqualTo("pong"));
        Assert.That(host.ConnectionCount, Is.EqualTo(1));

        await source.CancelAsync();
        await serving.WaitAsync(token);
        Assert.That(await peer.ReceiveAsync(token), Is.Null);
        Assert.That(host.ConnectionCount, Is.Zero);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_host_that_has_stopped_serves_nobody(CancellationToken token)
    {
        await using var transport = new InMemoryTransport();
        await transport.BindAsync(token);
        await using var peer = new TestPeer(await new InMemoryConnector(transport).ConnectAsync(token));
        var accepted = (await transport.AcceptAsync(token))!;
        var host = new LiaisonHost(new Companion());
        await host.StopAsync();

        await host.ServeAsync(accepted, token);

        Assert.That(await peer.ReceiveAsync(token), Is.Null);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task The_companion_and_its_host_are_always_among_the_names(CancellationToken token)
    {
        var companion = new GatedCompanion();
        await using var served = await ServedCompanion.StartAsync(companion);
        await using var peer = await served.ConnectAsync(token);

        var names = (await peer.CallAsync("names", [], token)).Response.EnumerateArray()
            .Select(name => (name.GetProperty("name").GetString(), name.GetProperty("type").GetString()));

        Assert.That(names, Is.EqualTo(new[] { ("companion", typeof(GatedCompanion).FullName), ("liaison", typeof(LiaisonHost).FullName) }));
        Assert.That((await peer.CallAsync("get", ["liaison"], token)).Response.GetString(), Is.EqualTo(typeof(LiaisonHost).FullName));
        Assert.That(companion.Namespace.TryGet("liaison", out var host) && ReferenceEquals(host, served.Host));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task The_namespace_is_shared_by_all_connections_and_survives_them(CancellationToken token)
    {
        await using var served = await ServedCompanion.StartAsync(new Companion());
        await using (var first = await served.ConnectAsync(token))
        {
            await first.CallAsync("store", ["a", 5], token);
        }

        await using var second = await served.ConnectAsync(token);
        Assert.That((await second.CallAsync("get", ["a"], token)).Response.GetInt32(), Is.EqualTo(5));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Stats_count_connections_and_calls(CancellationToken token)
    {
        await using var served = await ServedCompanion.StartAsync(new Companion());
        await using var first = await served.ConnectAsync(token);
        await using var second = await served.ConnectAsync(token);
        await first.CallAsync("ping", [], token);
        await second.CallAsync("get", ["nothing"], token);

        var stats = (await first.CallAsync("stats", [], token)).Response;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stats.GetProperty("connections").GetInt32(), Is.EqualTo(2));
            Assert.That(stats.GetProperty("calls").GetInt32(), Is.EqualTo(2));
            Assert.That(stats.GetProperty("failures").GetInt32(), Is.EqualTo(1));
        }
    }

    /// <summary>A transport that binds, and brings nobody until it is disposed.</summary>
    private static Mock<ICommandTransport> Transport()
    {
        var ended = new TaskCompletionSource<ICommandConnection?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var transport = new Mock<ICommandTransport>();
        transport.Setup(mock => mock.Address).Returns("mock:1");
        transport.Setup(mock => mock.AcceptAsync(It.IsAny<CancellationToken>()))
            .Returns((CancellationToken token) => new ValueTask<ICommandConnection?>(ended.Task.WaitAsync(token)));
        transport.Setup(mock => mock.DisposeAsync()).Callback(() => ended.TrySetResult(null));
        return transport;
    }
}
