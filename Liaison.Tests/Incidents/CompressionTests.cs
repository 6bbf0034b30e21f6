using System.IO.Compression;
using System.Text;
using Liaison.Tests.Rfc6455;
using Liaison.Tests.WebSockets;
using NUnit.Framework;

namespace Liaison.Tests.Incidents;

/// <summary>Decompression bombs: a few bytes that become gigabytes, where a peer may compress.</summary>
[Category("Incidents")]
[CancelAfter(60_000)]
internal sealed class CompressionTests
{
    [TestCase("permessage-deflate")]
    [TestCase("permessage-deflate; client_max_window_bits=15; server_max_window_bits=15")]
    [TestCase("permessage-deflate; client_no_context_takeover, permessage-deflate")]
    [TestCase("x-webkit-deflate-frame")]
    [TestCase("permessage-bzip2")]
    public async Task Compression_is_never_agreed_on(string offer)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        foreach (var way in new[] { Way.OwnServer, Way.Mapped, Way.MappedBesideWebSockets })
        {
            await using var door = await Door.OpenAsync(way);

            var answer = await door.AnswerAsync($"Host: {{host}}|Authorization: Bearer {Served.Token}|Sec-WebSocket-Extensions: {offer}", cancellationToken);

            Assert.That(answer, Does.StartWith("HTTP/1.1 101 ").And.Not.Contains("Sec-WebSocket-Extensions"), $"{way}");
        }
    }

    [Test]
    public async Task A_bomb_that_comes_all_the_same_ends_the_connection_unopened(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync();
        var (client, server) = await transport.ConnectRawAsync(cancellationToken);
        var bomb = WireFrame.OfClient.Of(WireFrame.Fin | WireFrame.Rsv1 | WireFrame.Text, Bomb());

        Assert.That(await Outcome.OfAsync(client.Stream, server, WireFrame.OfClient, bomb, cancellationToken), Is.EqualTo("closed with 1002"));
    }

    [Test]
    public async Task A_bomb_from_a_server_that_claims_compression_ends_the_connection_unopened(CancellationToken cancellationToken)
    {
        using var server = new HostileServer();
        var (stream, connecting) = await server.AnswerAsync(
            null, accept => Encoding.ASCII.GetBytes(HostileServer.GoodAnswer(accept)[..^2] + "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n"), cancellationToken);
        var bomb = WireFrame.OfServer.Of(WireFrame.Fin | WireFrame.Rsv1 | WireFrame.Text, Bomb());

        Assert.That(await Outcome.OfAsync(stream, await connecting, WireFrame.OfServer, bomb, cancellationToken), Is.EqualTo("closed with 1002"));
    }

    /// <summary>64 MiB of zeros, compressed.</summary>
    private static byte[] Bomb()
    {
        using var bytes = new MemoryStream();
        using (var deflate = new DeflateStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var i = 0; i < 64; i++)
            {
                deflate.Write(new byte[1024 * 1024]);
            }
        }

        return bytes.ToArray();
    }
}
