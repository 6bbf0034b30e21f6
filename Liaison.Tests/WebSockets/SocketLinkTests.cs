using System.Text;
using Liaison.Tests.Pages;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.WebSockets;

/// <summary>The server's connections, which read and write their socket directly.</summary>
[CancelAfter(60_000)]
internal sealed class SocketLinkTests
{
    [Test]
    public async Task Messages_that_arrive_in_one_piece_with_the_handshake_are_received(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync();
        using var client = await RawPeer.ConnectAsync(transport.Address, cancellationToken);
        var handshake = RawPeer.Handshake(transport.Address, $"Authorization: Bearer {Served.Token}");

        await client.SendAsync((byte[])[.. Encoding.Latin1.GetBytes(handshake), .. RawPeer.Frame(0x81, "one"u8), .. RawPeer.Frame(0x81, "two"u8)], cancellationToken);
        await using var server = await transport.AcceptedAsync(cancellationToken);
        var one = Served.TextOf(await server.ReceiveAsync(cancellationToken));
        var two = Served.TextOf(await server.ReceiveAsync(cancellationToken));
        await client.SendFrameAsync(0x81, "three"u8, cancellationToken);
        var three = Served.TextOf(await server.ReceiveAsync(cancellationToken));

        Assert.That((one, two, three), Is.EqualTo(("one", "two", "three")));
        client.Reset();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_browser_that_leaves_in_the_middle_of_a_page_leaves_no_trace_in_the_log(bool resets, CancellationToken cancellationToken)
    {
        var log = new RecordedLog();
        await using (var pages = await PageFolder.OpenAsync(new WebSocketTransportOptions { LoggerFactory = log }, ("large.txt", new string('x', 32 << 20))))
        {
            for (var i = 0; i < 10; i++)
            {
                using var peer = await RawPeer.ConnectAsync(pages.Transport.Address, cancellationToken);
                var head = await peer.RequestAsync($"GET /large.txt HTTP/1.1\r\nHost: {pages.Transport.Address}\r\n\r\n", cancellationToken);
                Assert.That(head, Does.StartWith("HTTP/1.1 200 "));
                if (resets)
                {
                    peer.Reset();
                }
            }

            using var answer = await pages.GetAsync("/large.txt", cancellationToken);
            Assert.That((await answer.Content.ReadAsByteArrayAsync(cancellationToken)).Length, Is.EqualTo(32 << 20));
        }

        Assert.That(log.Everything, Is.Empty);
    }

    [Test]
    public async Task Peers_that_reset_before_they_are_accepted_do_not_end_the_accepting(CancellationToken cancellationToken)
    {
        var log = new RecordedLog();
        await using var transport = await Served.BindAsync(new WebSocketTransportOptions { LoggerFactory = log });
        for (var i = 0; i < 200; i++)
        {
            using var peer = await RawPeer.ConnectAsync(transport.Address, cancellationToken);
            peer.Reset();
        }

        var (client, server) = await transport.ConnectAsync(cancellationToken);

        Assert.That(log.Everything, Is.Empty);
        await Served.CloseAsync(client, server);
    }

    [Test]
    public async Task A_peer_that_still_sends_reads_why_it_was_refused(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync();
        for (var i = 0; i < 20; i++)
        {
            using var peer = await RawPeer.ConnectAsync(transport.Address, cancellationToken);
            var handshake = RawPeer.Handshake(transport.Address, "Authorization: Bearer wrong");

            await peer.SendAsync((byte[])[.. Encoding.Latin1.GetBytes(handshake), .. new byte[64 << 10]], cancellationToken);

            Assert.That(await peer.ReadToEndAsync(cancellationToken), Does.StartWith("HTTP/1.1 401 ").And.Contain("The token is missing or wrong."));
        }
    }
}
