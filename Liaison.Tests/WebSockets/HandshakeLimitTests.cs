using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.WebSockets;

[CancelAfter(60_000)]
public sealed class HandshakeLimitTests
{
    [Test]
    public async Task A_peer_that_is_slow_with_its_handshake_is_cut_off([Values("", "GET / HTTP/1.1\r\nHost: ")] string beginning)
    {
        await using var transport = await Served.BindAsync(new WebSocketTransportOptions { HandshakeTimeout = TimeSpan.FromMilliseconds(200) });
        using var peer = await RawPeer.ConnectAsync(transport.Address, TestContext.CurrentContext.CancellationToken);

        await peer.SendAsync(System.Text.Encoding.ASCII.GetBytes(beginning), TestContext.CurrentContext.CancellationToken);
        var answer = await peer.ReadToEndAsync(TestContext.CurrentContext.CancellationToken);

        Assert.That(answer, beginning.Length == 0 ? Is.Empty : Does.StartWith("HTTP/1.1 408 "));
    }

    [Test]
    public async Task A_handshake_that_is_too_large_is_refused(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync(new WebSocketTransportOptions { MaxHandshakeBytes = 512 });
        using var small = await RawPeer.ConnectAsync(transport.Address, cancellationToken);
        using var large = await RawPeer.ConnectAsync(transport.Address, cancellationToken);
        using var longLine = await RawPeer.ConnectAsync(transport.Address, cancellationToken);

        var padding = new string('a', 512);
        var authorization = $"Authorization: Bearer {Served.Token}";
        Assert.That(await small.RequestAsync(RawPeer.Handshake(transport.Address, authorization), cancellationToken), Does.StartWith("HTTP/1.1 101 "));
        Assert.That(await large.RequestAsync(RawPeer.Handshake(transport.Address, authorization, "X: " + padding), cancellationToken), Does.StartWith("HTTP/1.1 431 "));
        Assert.That(await longLine.RequestAsync(RawPeer.HandshakeTo("/" + padding, "Host: " + transport.Address), cancellationToken), Does.StartWith("HTTP/1.1 414 "));
        small.Reset();
    }

    [Test]
    public async Task Peers_past_the_limit_of_pending_handshakes_are_cut_off_and_connections_do_not_count(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync(new WebSocketTransportOptions { MaxPendingHandshakes = 1 });
        var (client, server) = await transport.ConnectAsync(cancellationToken);
        using var pending = await RawPeer.ConnectAsync(transport.Address, cancellationToken);
        await pending.SendAsync("GET"u8.ToArray(), cancellationToken);
        using var excess = await RawPeer.ConnectAsync(transport.Address, cancellationToken);

        Assert.That(await excess.ReadToEndAsync(cancellationToken), Is.Empty);
        await Served.CloseAsync(client, server);
    }

    [Test]
    public async Task Connections_past_the_limit_are_refused_until_one_is_disposed(CancellationToken cancellationToken)
    {
        var log = new RecordedLog();
        await using var transport = await Served.BindAsync(new WebSocketTransportOptions { MaxConnections = 1, LoggerFactory = log });
        var (firstClient, firstServer) = await transport.ConnectAsync(cancellationToken);

        var exception = await Assert.CatchAsync<IOException>(async () => await transport.Connector().ConnectAsync(cancellationToken));
        await Served.CloseAsync(firstClient, firstServer);
        var (client, server) = await transport.ConnectAsync(cancellationToken);
        await Served.CloseAsync(client, server);

        Assert.That(exception!.Message, Does.Contain("503"));
        Assert.That(log.Warnings, Has.One.Contains("MaxConnections"));
    }

    [Test]
    public async Task A_peer_that_answers_no_ping_counts_as_gone(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync(new WebSocketTransportOptions
        {
            KeepAliveInterval = TimeSpan.FromMilliseconds(50),
            KeepAliveTimeout = TimeSpan.FromMilliseconds(50),
        });
        var (client, server) = await transport.ConnectRawAsync(cancellationToken);

        Assert.That(await server.ReceiveAsync(cancellationToken), Is.Null);
        Assert.That((await client.ReadFrameAsync(cancellationToken)).Opcode, Is.EqualTo(9));
        await server.DisposeAsync();
        client.Dispose();
    }

    private static readonly Func<WebSocketTransportOptions, WebSocketTransportOptions>[] OutOfRange =
    [
        options => options with { MaxMessageBytes = 0 },
        options => options with { MaxConnections = 0 },
        options => options with { MaxPendingHandshakes = 0 },
        options => options with { MaxHandshakeBytes = 0 },
        options => options with { HandshakeTimeout = TimeSpan.Zero },
        options => options with { KeepAliveInterval = TimeSpan.Zero },
        options => options with { KeepAliveTimeout = TimeSpan.Zero },
        options => options with { CloseTimeout = TimeSpan.FromSeconds(-1) },
        options => options with { HandshakeTimeout = TimeSpan.FromDays(2) },
        options => options with { KeepAliveInterval = TimeSpan.FromDays(2) },
        options => options with { KeepAliveTimeout = TimeSpan.FromDays(2) },
        options => options with { CloseTimeout = TimeSpan.FromDays(2) },
    ];

    [TestCaseSource(nameof(OutOfRange))]
    public void A_limit_out_of_range_is_refused_before_anything_binds(Func<WebSocketTransportOptions, WebSocketTransportOptions> change) =>
        Assert.That(() => new WebSocketTransport("localhost:0", change(new WebSocketTransportOptions())), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
