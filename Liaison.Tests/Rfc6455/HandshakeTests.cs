using System.Text;
using Liaison.Tests.WebSockets;
using NUnit.Framework;

namespace Liaison.Tests.Rfc6455;

/// <summary>The server's side of the opening handshake (section 4.2).</summary>
[Category("Rfc6455")]
[CancelAfter(60_000)]
internal sealed class HandshakeTests
{
    private const string KeyOfTheStandard = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

    private static IEnumerable<HandshakeCase> Cases => HandshakeCases.All;

    [TestCaseSource(nameof(Cases))]
    public async Task A_handshake_is_taken_or_refused_as_it_is_written_down(HandshakeCase sent)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var transport = await Served.BindAsync();
        using var peer = await RawPeer.ConnectAsync(transport.Address, cancellationToken);

        var answer = await peer.RequestAsync(sent.Request.Replace("{host}", transport.Address, StringComparison.Ordinal), cancellationToken);
        peer.Reset();

        Assert.That(answer, Does.StartWith($"HTTP/1.1 {sent.Status} "));
        Assert.That(answer, Does.Not.Contain("Sec-WebSocket-Extensions"));
        if (sent.Status == 426)
        {
            Assert.That(answer, Does.Contain("\r\nSec-WebSocket-Version: 13\r\n").And.Contains("\r\nUpgrade: websocket\r\n"));
        }
    }

    [Test]
    public async Task Section_1_3_the_accept_key_is_that_of_the_standards_example(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync();
        using var peer = await RawPeer.ConnectAsync(transport.Address, cancellationToken);

        var answer = await peer.RequestAsync(Request(transport.Address), cancellationToken);
        peer.Reset();

        Assert.That(answer, Does.Contain("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
        Assert.That(answer, Does.Contain("\r\nUpgrade: websocket\r\n").And.Contains("\r\nConnection: Upgrade\r\n"));
        Assert.That(answer, Does.Not.Contain("Sec-WebSocket-Protocol"));
    }

    [Test]
    public async Task Section_4_1_a_handshake_may_arrive_one_byte_at_a_time_with_a_frame_behind_it(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync();
        using var peer = await RawPeer.ConnectAsync(transport.Address, cancellationToken);

        foreach (var one in (byte[])[.. Encoding.ASCII.GetBytes(Request(transport.Address)), .. WireFrame.OfClient.Whole("Hello")])
        {
            await peer.SendAsync((byte[])[one], cancellationToken);
        }

        await using var server = await transport.AcceptedAsync(cancellationToken);
        var received = await server.ReceiveAsync(cancellationToken);
        peer.Reset();

        Assert.That(Served.TextOf(received), Is.EqualTo("Hello"));
    }

    private static string Request(string host) =>
        $"GET / HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n{KeyOfTheStandard}\r\nSec-WebSocket-Version: 13\r\nAuthorization: Bearer {Served.Token}\r\n\r\n";
}
