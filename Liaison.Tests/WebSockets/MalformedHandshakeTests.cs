using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.WebSockets;

[CancelAfter(60_000)]
public sealed class MalformedHandshakeTests
{
    private static readonly string[] Malformed =
    [
        "\0\0\0\r\n\r\n",
        $"{Served.Token}\r\n\r\n",
        $"GET /?token={Served.Token}\r\n\r\n",
        $"GET /?token={Served.Token} HTTP/9.9\r\nHost: localhost\r\n\r\n",
        $"GET /?token={Served.Token}\0 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        $"GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization Bearer {Served.Token}\r\n\r\n",
        $"GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Served.Token}\0\r\n\r\n",
        $"GET / HTTP/1.1\r\nAuthorization: Bearer {Served.Token}\r\n\r\n",
        $"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nAuthorization: Bearer {Served.Token}\r\n\r\n",
        $"GET / HTTP/1.1\r\nHost: [[]]:x:y\r\nAuthorization: Bearer {Served.Token}\r\n\r\n",
        $"GET / HTTP/1.0\r\nAuthorization: Bearer {Served.Token}\r\n\r\n",
        $"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Served.Token}\r\n\r\n",
        RawPeer.Handshake("é:1", $"Authorization: Bearer {Served.Token}"),
        RawPeer.Handshake("{host}", "Authorization: Bearer é"),
        RawPeer.Handshake("{host}", $"Authorization: Bearer {Served.Token}", "Origin: é"),
        RawPeer.Handshake("{host}", $"Authorization: Bearer {Served.Token}", "Content-Length: 5"),
        RawPeer.Handshake("{host}", $"Authorization: Bearer {Served.Token}", "Sec-WebSocket-Key: again"),
        RawPeer.Handshake("{host}", $"Authorization: Bearer {Served.Token}", "Origin: http://" + new string('a', 10_000)),
        RawPeer.Handshake("{host}", "Authorization: Bearer " + new string('a', 10_000)),
        RawPeer.Handshake("{host}", "Sec-WebSocket-Protocol: ,,,liaison.token.,=," + new string('a', 10_000)),
        RawPeer.Handshake(new string('a', 10_000), $"Authorization: Bearer {Served.Token}"),
        RawPeer.HandshakeTo("/%ff%fe%00?token=%00", "Host: {host}"),
        RawPeer.HandshakeTo("/?" + string.Concat(Enumerable.Repeat("token=a&", 1_000)), "Host: {host}"),
    ];

    [TestCaseSource(nameof(Malformed))]
    public async Task Whatever_is_sent_it_is_refused_and_the_next_peer_is_served(string request)
    {
        var log = new RecordedLog();
        await using var transport = await Served.BindAsync(new WebSocketTransportOptions { LoggerFactory = log });
        using var peer = await RawPeer.ConnectAsync(transport.Address, TestContext.CurrentContext.CancellationToken);

        var answer = await peer.RequestAsync(
            request.Replace("{host}", transport.Address, StringComparison.Ordinal), TestContext.CurrentContext.CancellationToken);
        await peer.ReadToEndAsync(TestContext.CurrentContext.CancellationToken);
        var (client, server) = await transport.ConnectAsync(TestContext.CurrentContext.CancellationToken);
        await Served.CloseAsync(client, server);

        Assert.That(answer, Does.Match("^HTTP/1.1 (4[0-9][0-9]|505) "));
        Assert.That(log.Everything, Does.Not.Contain(Served.Token).And.Not.Contains("aaaaaaaaaa"));
    }

    [Test]
    public void A_token_that_one_of_the_three_ways_could_not_carry_is_refused_at_once([Values("", "a b", "a/b==", "é", "a,b")] string token)
    {
        var exception = Assert.Throws<ArgumentException>(() => _ = new WebSocketTransport("localhost:0", new WebSocketTransportOptions { Token = token }));

        Assert.That(exception!.Message, Does.Contain("base64url"));
    }

    [Test]
    public void An_allowed_origin_that_is_not_one_is_refused_at_once(
        [Values("*", "good.example", "http://good.example/", "http://*.example", "http://a b", "http://u@h", "file:///x", "NULL", "http://h:99999")] string origin)
    {
        var exception = Assert.Throws<ArgumentException>(
            () => _ = new WebSocketTransport("localhost:0", new WebSocketTransportOptions { AllowedOrigins = [origin] }));

        Assert.That(exception!.Message, Does.Contain("scheme://host"));
    }

    [Test]
    public void An_allowed_host_that_is_not_one_is_refused_at_once([Values("*", "http://h", "h:", "h:x", "[::1", "", "a/b")] string host)
    {
        var exception = Assert.Throws<ArgumentException>(
            () => _ = new WebSocketTransport("localhost:0", new WebSocketTransportOptions { AllowedHosts = [host] }));

        Assert.That(exception!.Message, Does.Contain("name:port"));
    }

    [Test]
    public void Options_do_not_write_their_token()
    {
        Assert.That(new WebSocketTransportOptions { Token = Served.Token }.ToString(), Does.Not.Contain(Served.Token));
        Assert.That(new WebSocketConnectorOptions { Token = Served.Token }.ToString(), Does.Not.Contain(Served.Token));
    }

    [Test]
    public void A_generated_token_has_256_bits_and_is_another_one_each_time()
    {
        var tokens = Enumerable.Range(0, 2).Select(_ => new WebSocketTransport("localhost:0").Token).ToArray();

        Assert.That(tokens, Has.All.Match("^[A-Za-z0-9_-]{43}$"));
        Assert.That(tokens, Is.Unique);
    }
}
