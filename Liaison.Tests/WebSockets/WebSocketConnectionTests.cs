using System.Text;
using Liaison.Messages;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.WebSockets;

[CancelAfter(60_000)]
public sealed class WebSocketConnectionTests
{
    private const byte Fin = 0x80;

    [Test]
    public async Task Frames_of_any_size_arrive_whole_in_order_and_with_their_kind(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync();
        var (client, server) = await transport.ConnectAsync(cancellationToken);
        int[] sizes = [0, 1, 125, 126, 3_583, 3_584, 3_585, 4_095, 4_096, 4_097, 12_288, 65_535, 65_536, 1_048_577, 0, 16_777_216];
        var frames = sizes.Select((size, index) => new Frame((FrameKind)(index % 2), Pattern(size, index))).ToArray();

        var sending = client.SendAsync(frames, cancellationToken).AsTask();
        var received = new List<Frame>();
        while (received.Count < frames.Length && await server.ReceiveAsync(cancellationToken) is { } frame)
        {
            received.Add(frame);
        }

        await sending;

        // Compared at the end: what was given out must not be written to again.
        Assert.That(received, Has.Count.EqualTo(frames.Length));
        for (var i = 0; i < frames.Length; i++)
        {
            Assert.That(received[i].Kind, Is.EqualTo(frames[i].Kind));
            Assert.That(received[i].Bytes.Span.SequenceEqual(frames[i].Bytes.Span), $"frame {i} of {sizes[i]} bytes");
        }

        await Served.CloseAsync(client, server);
    }

    [Test]
    public async Task Small_frames_share_a_chunk_and_keep_their_bytes(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync();
        var (client, server) = await transport.ConnectAsync(cancellationToken);
        var sending = client.SendAsync(Enumerable.Range(0, 1_000).Select(i => Served.Text($"message {i}")).ToArray(), cancellationToken).AsTask();
        var received = new List<Frame?>();
        for (var i = 0; i < 1_000; i++)
        {
            received.Add(await server.ReceiveAsync(cancellationToken));
        }

        await sending;

        Assert.That(received.Select(Served.TextOf), Is.EqualTo(Enumerable.Range(0, 1_000).Select(i => $"message {i}")));
        await Served.CloseAsync(client, server);
    }

    [Test]
    public async Task Text_that_is_split_within_a_character_arrives_whole(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync();
        var (client, server) = await transport.ConnectRawAsync(cancellationToken);
        var bytes = Encoding.UTF8.GetBytes("h\u00e9 \U0001F600");

        for (var i = 0; i < bytes.Length; i++)
        {
            var opcode = (byte)((i == 0 ? 1 : 0) | (i == bytes.Length - 1 ? Fin : 0));
            await client.SendFrameAsync(opcode, bytes.AsSpan(i, 1), cancellationToken);
            await client.SendFrameAsync(Fin | 9, "between"u8, cancellationToken); // a ping may stand between fragments
        }

        Assert.That(Served.TextOf(await server.ReceiveAsync(cancellationToken)), Is.EqualTo("h\u00e9 \U0001F600"));
        client.Reset();
        await server.DisposeAsync();
    }

    [TestCase(1_000, 999, 2, true)]
    [TestCase(1_000, 1_000, 1, false)]
    [TestCase(100_000, 100_000, 1, true)]
    [TestCase(100_000, 100_000, 0, false)]
    public async Task A_message_past_the_limit_gives_its_beginning_then_an_end_and_closes_with_1009(int limit, int sent, int more, bool fragmented)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var transport = await Served.BindAsync(new WebSocketTransportOptions { MaxMessageBytes = limit });
        var (client, server) = await transport.ConnectRawAsync(cancellationToken);
        var bytes = Pattern(sent + more, 1);

        var split = fragmented ? sent : bytes.Length;
        await client.SendFrameAsync((byte)(2 | (fragmented ? 0 : Fin)), bytes.AsSpan(0, split), cancellationToken);
        if (fragmented)
        {
            await client.SendFrameAsync(Fin, bytes.AsSpan(split), cancellationToken);
        }

        var frame = await server.ReceiveAsync(cancellationToken);
        if (bytes.Length <= limit)
        {
            Assert.That(frame!.Value.Truncated, Is.False);
            Assert.That(frame.Value.Bytes.Span.SequenceEqual(bytes));
            client.Reset();
            await server.DisposeAsync();
            return;
        }

        Assert.That(frame!.Value.Truncated);
        Assert.That(frame.Value.Kind, Is.EqualTo(FrameKind.Binary));
        Assert.That(frame.Value.Bytes.Length, Is.InRange(1, limit));
        Assert.That(bytes.AsSpan().StartsWith(frame.Value.Bytes.Span));
        Assert.That(await server.ReceiveAsync(cancellationToken), Is.Null);
        await server.SendAsync(Served.Text("too large"), cancellationToken);
        var closing = server.DisposeAsync().AsTask();
        Assert.That((await client.ReadFrameAsync(cancellationToken)).Payload, Is.EqualTo("too large"u8.ToArray()));
        Assert.That(await client.ReadCloseAsync(cancellationToken), Is.EqualTo(1009));
        await client.SendFrameAsync(Fin | 8, [3, 0xf1], cancellationToken);
        await closing;
        Assert.That(await client.ReadToEndAsync(cancellationToken), Is.Empty);
    }

    [Test]
    public async Task A_peer_that_goes_on_sending_past_the_limit_still_reads_the_close(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync(new WebSocketTransportOptions { MaxMessageBytes = 1_000 });
        var (client, server) = await transport.ConnectRawAsync(cancellationToken);

        var sending = client.SendFrameAsync(Fin | 2, new byte[17_000_000], cancellationToken).AsTask();
        Assert.That((await server.ReceiveAsync(cancellationToken))?.Truncated, Is.True);
        var closing = server.DisposeAsync().AsTask();

        Assert.That(await client.ReadCloseAsync(cancellationToken), Is.EqualTo(1009));
        await sending;
        await client.SendFrameAsync(Fin | 8, [3, 0xf1], cancellationToken);
        await closing;
        client.Dispose();
    }

    [TestCase(new byte[] { 1 | Fin, 0x83, 0, 0, 0, 0, (byte)'a', 0xff, 0xfe }, 1007, TestName = "Text_that_is_not_UTF8_is_an_end_and_closes_with_1007")]
    [TestCase(new byte[] { 1, 0x81, 0, 0, 0, 0, 0xc3, Fin, 0x81, 0, 0, 0, 0, 0x28 }, 1007, TestName = "Text_that_is_not_UTF8_over_two_fragments_closes_with_1007")]
    [TestCase(new byte[] { 3 | Fin, 0x81, 0, 0, 0, 0, 0 }, 1002, TestName = "A_reserved_opcode_is_an_end_and_closes_with_1002")]
    [TestCase(new byte[] { Fin, 0x81, 0, 0, 0, 0, 0 }, 1002, TestName = "A_continuation_of_nothing_is_an_end_and_closes_with_1002")]
    public async Task A_malformed_message_is_an_end(byte[] bytes, int status)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var transport = await Served.BindAsync();
        var (client, server) = await transport.ConnectRawAsync(cancellationToken);

        await client.SendAsync(bytes, cancellationToken);

        Assert.That(await server.ReceiveAsync(cancellationToken), Is.Null);
        await Assert.ThrowsAsync<IOException>(async () => await server.SendAsync(Served.Text("too late"), cancellationToken));
        await server.DisposeAsync();
        Assert.That(await client.ReadCloseAsync(cancellationToken), Is.EqualTo(status));
        Assert.That(await client.ReadToEndAsync(cancellationToken), Is.Empty);
    }

    [Test]
    public async Task A_peer_that_vanishes_is_an_end_not_a_hang(
        [Values("", "\u0081", "\u0001\u0085\0\0\0\0ab")] string beginning, [Values] bool reset)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var transport = await Served.BindAsync();
        var (client, server) = await transport.ConnectRawAsync(cancellationToken);

        await client.SendAsync(Encoding.Latin1.GetBytes(beginning), cancellationToken);
        if (reset)
        {
            client.Reset();
        }
        else
        {
            client.Dispose();
        }

        Assert.That(await server.ReceiveAsync(cancellationToken), Is.Null);
        Assert.That(await server.ReceiveAsync(cancellationToken), Is.Null);
        await server.DisposeAsync();
    }

    private static byte[] Pattern(int length, int seed)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            bytes[i] = (byte)((i + seed) & 0x7f); // also valid as text
        }

        return bytes;
    }
}
