using System.Buffers.Binary;
using Liaison.Messages;
using Liaison.Tests.Rfc6455;
using Liaison.Tests.WebSockets;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Incidents;

/// <summary>Peers that declare a length and send little: what they declared is not what they get.</summary>
[Category("Incidents")]
[NonParallelizable]
[CancelAfter(60_000)]
internal sealed class DeclaredLengthTests
{
    /// <summary>More than reading a few bytes takes, and far less than what is declared.</summary>
    private const long SmallBytes = 4 * 1024 * 1024;

    [TestCase(1UL << 62)]
    [TestCase((ulong)int.MaxValue)]
    [TestCase(16UL * 1024 * 1024)]
    public async Task A_WebSocket_frame_claims_no_memory_by_its_length(ulong length)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var transport = await Served.BindAsync();
        var (client, server) = await transport.ConnectRawAsync(cancellationToken);
        using (client)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var receiving = server.ReceiveAsync(cancellationToken).AsTask();
            await client.SendAsync(WireFrame.OfClient.Declaring(WireFrame.Fin | WireFrame.Binary, 9, length, [1, 2, 3]), cancellationToken);
            client.Dispose();

            Assert.That(await receiving, Is.Null);
            Assert.That(GC.GetTotalAllocatedBytes(precise: true) - before, Is.LessThan(SmallBytes));
            await server.DisposeAsync();
        }
    }

    [TestCase(StreamFraming.Length, "ffffffff00")]
    [TestCase(StreamFraming.Length, "ffffff7f00")]
    [TestCase(StreamFraming.Length64, "7fffffffffffffff")]
    [TestCase(StreamFraming.Length64, "ffffffffffffffff")]
    [TestCase(StreamFraming.Detect, "436f6e74656e742d4c656e6774683a20323134373438333634370d0a0d0a")]
    [TestCase(StreamFraming.Detect, "436f6e74656e742d4c656e6774683a20393939393939393939393939393939393939393939390d0a0d0a")]
    public async Task A_frame_on_a_stream_claims_no_memory_by_its_length(StreamFraming framing, string head)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        using var stream = new MemoryStream([.. Convert.FromHexString(head), 1, 2, 3]);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await using var connection = new StreamConnection(stream, new PeerInfo("test", "test"), new StreamOptions { Framing = framing });

        while (await connection.ReceiveAsync(cancellationToken) is { } frame)
        {
            Assert.That(frame.Bytes.Length, Is.LessThan(100));
        }

        Assert.That(GC.GetTotalAllocatedBytes(precise: true) - before, Is.LessThan(SmallBytes));
    }

    [TestCase("Content-Length: 9223372036854775807")]
    [TestCase("Content-Length: 99999999999999999999")]
    [TestCase("Content-Length: -1")]
    [TestCase("Transfer-Encoding: chunked")]
    [TestCase("Content-Encoding: gzip|Content-Length: 5")]
    public async Task A_body_that_a_handshake_declares_is_not_waited_for(string headers)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var door = await Door.OpenAsync(Way.OwnServer);

        Assert.That(
            await door.AnswerAsync($"Host: {{host}}|Authorization: Bearer {Served.Token}|{headers}", cancellationToken), Does.Match("^HTTP/1.1 4[0-9][0-9] "));
    }

    [Test]
    public void An_attachment_claims_no_memory_by_its_length()
    {
        var json = """{"command":{"command":"ping"},"id":1}"""u8;
        var codec = Liaison.Protocols.LiaisonProtocol.Instance.CreateCodec(new Liaison.Protocols.CodecSettings { Json = System.Text.Json.JsonSerializerOptions.Web });
        foreach (var (jsonLength, attachmentLength) in new[] { (uint.MaxValue, 0u), ((uint)json.Length, uint.MaxValue), ((uint)json.Length, 0x7fffffffu) })
        {
            var lengths = new byte[8];
            BinaryPrimitives.WriteUInt32LittleEndian(lengths, jsonLength);
            BinaryPrimitives.WriteUInt32LittleEndian(lengths.AsSpan(4), attachmentLength);
            byte[] message = [.. "LSN1"u8, .. lengths[..4], .. json, .. lengths[4..]];
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var decoded = new List<Envelope>();

            codec.Decode(new Frame(FrameKind.Binary, message), decoded);

            Assert.That(decoded, Has.Count.EqualTo(1));
            Assert.That(GC.GetTotalAllocatedBytes(precise: true) - before, Is.LessThan(SmallBytes));
        }
    }
}
