using System.Text;
using Liaison.Tests.WebSockets;
using NUnit.Framework;
using static Liaison.Tests.Rfc6455.WireFrame;

namespace Liaison.Tests.Rfc6455;

/// <summary>A server, and a client that is written from RFC 6455 and sends what no client should.</summary>
[Category("Rfc6455")]
[CancelAfter(60_000)]
internal sealed class ServerTests
{
    private static IEnumerable<WireCase> Cases => new WireCases(OfClient).All;

    [TestCaseSource(nameof(Cases))]
    public async Task What_a_client_sends_is_taken_or_refused_as_it_is_written_down(WireCase sent)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var transport = await Served.BindAsync();
        var (client, server) = await transport.ConnectRawAsync(cancellationToken);
        using (client)
        {
            Assert.That(await Outcome.OfAsync(client.Stream, server, OfClient, sent.Bytes, cancellationToken), Is.EqualTo(sent.Happens));
        }
    }

    [Test]
    public async Task Section_8_1_a_text_may_be_split_at_every_byte(CancellationToken cancellationToken)
    {
        const string Text = "h\u00e9 \u20ac \U0001f600\u0000\uffff";
        var bytes = Encoding.UTF8.GetBytes(Text);
        await using var transport = await Served.BindAsync();
        var (client, server) = await transport.ConnectRawAsync(cancellationToken);
        for (var at = 0; at <= bytes.Length; at++)
        {
            await client.SendAsync(
                (byte[])[.. OfClient.Of(WireFrame.Text, bytes[..at]), .. OfClient.Of(Fin | PingCode, ""), .. OfClient.Of(Fin, bytes[at..])], cancellationToken);
            Assert.That(Served.TextOf(await server.ReceiveAsync(cancellationToken)), Is.EqualTo(Text), $"split at {at}");
        }

        client.Reset();
        await server.DisposeAsync();
    }

    [Test]
    public async Task Section_5_2_a_frame_may_arrive_one_byte_at_a_time(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync();
        var (client, server) = await transport.ConnectRawAsync(cancellationToken);
        byte[] all = [.. OfClient.Whole("Hello"), .. OfClient.Of(Fin | PingCode, "x"), .. OfClient.Of(Text, "H\u00e9"), .. OfClient.Of(Fin, new string('a', 200))];
        foreach (var one in all)
        {
            await client.SendAsync((byte[])[one], cancellationToken);
        }

        Assert.That(Served.TextOf(await server.ReceiveAsync(cancellationToken)), Is.EqualTo("Hello"));
        Assert.That(Served.TextOf(await server.ReceiveAsync(cancellationToken)), Is.EqualTo("H\u00e9" + new string('a', 200)));
        Assert.That(await client.ReadFrameAsync(cancellationToken), Is.EqualTo((PongCode, "x"u8.ToArray())));
        client.Reset();
        await server.DisposeAsync();
    }

    [Test]
    public async Task Section_5_3_every_key_unmasks(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync();
        var (client, server) = await transport.ConnectRawAsync(cancellationToken);
        uint[] keys = [0, 1, 0x80000000, 0xffffffff, 0x01020304, 0xfefdfcfb];
        foreach (var length in new[] { 1, 3, 4, 5, 15, 16, 17, 63, 64, 65, 4_097 })
        {
            var payload = new byte[length];
            Random.Shared.NextBytes(payload);
            byte[] frames = [.. keys.SelectMany((key, i) => new WireFrame(key).Of(i == 0 ? Binary : i == keys.Length - 1 ? Fin : Continuation, payload))];
            await client.SendAsync(frames, cancellationToken);
            var received = await server.ReceiveAsync(cancellationToken);
            Assert.That(received!.Value.Bytes.Span.SequenceEqual(keys.SelectMany(_ => payload).ToArray()), $"{length} bytes under each key");
        }

        client.Reset();
        await server.DisposeAsync();
    }

    [Test]
    public async Task Section_5_1_what_the_server_sends_has_no_mask_and_no_reserved_bit(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync();
        var (client, server) = await transport.ConnectRawAsync(cancellationToken);
        await client.SendAsync(OfClient.Of(Fin | PingCode, "x"), cancellationToken);
        var receiving = server.ReceiveAsync(cancellationToken);
        await server.SendAsync(Served.Text("Hello"), cancellationToken);
        await server.SendAsync(Served.Text(new string('a', 70_000)), cancellationToken);
        var closing = server.DisposeAsync();
        for (var opcode = 0; opcode != CloseCode;)
        {
            var (first, key, _) = await FrameReader.ReadRawAsync(client.Stream, cancellationToken);
            opcode = first & 0x0f;
            Assert.That((first & (Rsv1 | Rsv2 | Rsv3), key), Is.EqualTo((0, (byte[]?)null)));
        }

        client.Reset();
        await closing;
        await receiving;
    }
}
