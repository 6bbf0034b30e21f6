using System.Net.WebSockets;
using System.Text;
using Liaison.Messages;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.WebSockets;

[CancelAfter(60_000)]
public sealed class BatchingStreamTests
{
    private const byte Text = 0x81;
    private const byte Ping = 0x89;
    private const byte Pong = 0x8a;

    private static readonly byte[] PeersClose = RawPeer.Frame(0x88, [3, 0xe8]);

    [Test]
    public async Task The_frames_of_a_batch_are_one_write_in_their_order(CancellationToken cancellationToken)
    {
        var stream = new RecordedStream();
        await using var connection = Over(stream);

        await connection.SendAsync(Texts(100), cancellationToken);

        Assert.That(stream.Writes, Has.Count.EqualTo(1));
        Assert.That(stream.Written, Is.EqualTo(OnTheWire(Texts(100))));
        await stream.FeedAsync(PeersClose);
    }

    [Test]
    public async Task A_large_batch_goes_out_in_pieces_and_whole(CancellationToken cancellationToken)
    {
        var stream = new RecordedStream();
        await using var connection = Over(stream);
        Frame[] frames = [.. Texts(10), Served.Text(new string('x', 300_000)), .. Texts(2_000), Served.Text(new string('y', 60_000)), .. Texts(3)];

        await connection.SendAsync(frames, cancellationToken);

        Assert.That(stream.Writes.Count, Is.InRange(3, 8));
        Assert.That(FramesIn(stream.Written).Select(frame => frame.Payload), Is.EqualTo(frames.Select(frame => frame.Bytes.ToArray())));
        await stream.FeedAsync(PeersClose);
    }

    [Test]
    public async Task Pings_that_are_answered_during_a_batch_stand_between_its_frames(CancellationToken cancellationToken)
    {
        var stream = new RecordedStream();
        var writing = new TaskCompletionSource();
        var let = new TaskCompletionSource();
        await using var connection = Over(stream);
        stream.BeforeWrite = _ =>
        {
            writing.TrySetResult();
            return let.Task;
        };
        Frame[] frames = [Served.Text(new string('x', 100_000)), .. Texts(500), Served.Text(new string('y', 100_000)), .. Texts(500)];
        var sending = connection.SendAsync(frames, cancellationToken).AsTask();
        await writing.Task;
        await stream.FeedAsync([.. Enumerable.Repeat(RawPeer.Frame(Ping, "?"u8), 20), RawPeer.Frame(Text, "after the pings"u8)]);
        var receiving = connection.ReceiveAsync(cancellationToken).AsTask();

        let.SetResult();
        await sending;

        // The answers to the pings come before what follows them.
        Assert.That(Served.TextOf(await receiving), Is.EqualTo("after the pings"));
        var sent = FramesIn(stream.Written).ToLookup(frame => frame.First == Pong, frame => frame.Payload);
        Assert.That(sent[true], Has.Exactly(20).Items);
        Assert.That(sent[false], Is.EqualTo(frames.Select(frame => frame.Bytes.ToArray())));
        await stream.FeedAsync(PeersClose);
    }

    [Test]
    public async Task A_batch_is_sent_when_its_bytes_were_taken(CancellationToken cancellationToken)
    {
        var stream = new RecordedStream();
        var let = new TaskCompletionSource();
        await using var connection = Over(stream);
        stream.BeforeWrite = _ => let.Task;

        var sending = connection.SendAsync(Texts(3), cancellationToken).AsTask();
        Assert.That(sending.IsCompleted, Is.False);
        let.SetResult();

        await sending;
        Assert.That(stream.Written, Is.EqualTo(OnTheWire(Texts(3))));
        await stream.FeedAsync(PeersClose);
    }

    [Test]
    public async Task A_failed_write_is_reported_to_whoever_sends_and_not_repeated(CancellationToken cancellationToken)
    {
        var stream = new RecordedStream();
        await using var connection = Over(stream);
        stream.BeforeWrite = _ => throw new IOException("The cable is out.");

        var exception = await Assert.CatchAsync<IOException>(async () => await connection.SendAsync(Texts(3), cancellationToken));
        stream.BeforeWrite = _ => Task.CompletedTask;
        await stream.FeedAsync(PeersClose);
        await connection.DisposeAsync();

        Assert.That(exception!.ToString(), Does.Contain("The cable is out."));
        Assert.That(FramesIn(stream.Written).Where(frame => frame.First == Text), Is.Empty);
    }

    [Test]
    public async Task A_canceled_write_is_reported_to_whoever_sends(CancellationToken cancellationToken)
    {
        var stream = new RecordedStream();
        using var canceling = new CancellationTokenSource();
        await using var connection = Over(stream);
        stream.BeforeWrite = token => new TaskCompletionSource().Task.WaitAsync(token);

        var sending = connection.SendAsync(Texts(3), canceling.Token).AsTask();
        await canceling.CancelAsync();

        await Assert.CatchAsync<OperationCanceledException>(() => sending);
    }

    [Test]
    public async Task Nothing_is_left_unsent_at_close(CancellationToken cancellationToken)
    {
        var stream = new RecordedStream();
        var connection = Over(stream);

        await connection.SendAsync(Texts(5), cancellationToken);
        await stream.FeedAsync(PeersClose);
        await connection.DisposeAsync();

        Assert.That(stream.Written, Is.EqualTo((byte[])[.. OnTheWire(Texts(5)), 0x88, 2, 3, 0xe8]));
    }

    [Test]
    public async Task A_write_after_gathering_takes_along_what_was_gathered()
    {
        var stream = new RecordedStream();
        await using var batching = new BatchingStream(stream);

        batching.Gathers = true;
        await batching.WriteAsync("one "u8.ToArray());
        await batching.FlushAsync();
        await batching.WriteAsync(new byte[20_000]);
        Assert.That(stream.Writes, Is.Empty);
        batching.Gathers = false;
        await batching.WriteAsync("two"u8.ToArray());
        await batching.WriteAsync("three"u8.ToArray());

        Assert.That(stream.Writes, Is.EqualTo((byte[][])[[.. "one "u8, .. new byte[20_000], .. "two"u8], [.. "three"u8]]));
    }

    [Test]
    public async Task Messages_that_arrive_together_are_read_together(CancellationToken cancellationToken)
    {
        var stream = new RecordedStream();
        await using var connection = Over(stream);
        await stream.FeedAsync([.. Enumerable.Range(0, 100).Select(i => RawPeer.Frame(Text, Encoding.UTF8.GetBytes($"message {i}")))]);

        for (var i = 0; i < 100; i++)
        {
            Assert.That(Served.TextOf(await connection.ReceiveAsync(cancellationToken)), Is.EqualTo($"message {i}"));
        }

        Assert.That(stream.Reads, Is.EqualTo(1));
        await stream.FeedAsync(PeersClose);
    }

    [Test]
    public async Task A_link_that_waits_holds_no_buffer(CancellationToken cancellationToken)
    {
        var stream = new RecordedStream();
        await using var connection = Over(stream);
        var first = connection.ReceiveAsync(cancellationToken).AsTask();
        Assert.That(stream.LastRead, Is.Zero);
        await stream.FeedAsync(RawPeer.Frame(Text, "a message"u8));
        Assert.That(Served.TextOf(await first), Is.EqualTo("a message"));

        var second = connection.ReceiveAsync(cancellationToken).AsTask();

        Assert.That(stream.LastRead, Is.Zero);
        await stream.FeedAsync(PeersClose);
        Assert.That(await second, Is.Null);
    }

    [Test]
    public async Task One_receive_at_a_time(CancellationToken cancellationToken)
    {
        var stream = new RecordedStream();
        await using var connection = Over(stream);
        var first = connection.ReceiveAsync(cancellationToken).AsTask();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await connection.ReceiveAsync(cancellationToken));

        await stream.FeedAsync(PeersClose);
        Assert.That(await first, Is.Null);
    }

    [Test]
    public async Task Batches_and_large_messages_go_over_TLS_both_ways(CancellationToken cancellationToken)
    {
        await using var served = await TlsServed.OpenAsync(cancellationToken);
        Frame[] frames = [.. Texts(200), Served.Text(new string('x', 100_000)), .. Texts(200)];

        var server = await served.Transport.AcceptedAsync(cancellationToken);
        await served.Client.WriteAsync(frames.SelectMany(frame => RawPeer.Frame(Text, frame.Bytes.Span)).ToArray(), cancellationToken);
        foreach (var frame in frames)
        {
            Assert.That((await server.ReceiveAsync(cancellationToken))!.Value.Bytes.ToArray(), Is.EqualTo(frame.Bytes.ToArray()));
        }

        await server.SendAsync(frames, cancellationToken);
        await served.Client.WriteAsync(PeersClose, cancellationToken);
        await server.DisposeAsync();
        var all = new MemoryStream();
        await served.Client.CopyToAsync(all, cancellationToken);
        var head = all.ToArray().AsSpan().IndexOf("\r\n\r\n"u8) + 4;
        Assert.That(all.ToArray()[head..], Is.EqualTo((byte[])[.. OnTheWire(frames), 0x88, 2, 3, 0xe8]));
    }

    private static WebSocketConnection Over(RecordedStream stream)
    {
        var batching = new BatchingStream(stream);
        var socket = WebSocket.CreateFromStream(batching, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = TimeSpan.Zero });
        var options = new WebSocketConnectionOptions { CloseTimeout = TimeSpan.FromMilliseconds(200) };
        return new WebSocketConnection(socket, new PeerInfo("websocket", "test"), options, batching);
    }

    private static Frame[] Texts(int count) => [.. Enumerable.Range(0, count).Select(i => Served.Text($"message {i}"))];

    /// <summary>What a server sends for the frames: their heads without a mask.</summary>
    private static byte[] OnTheWire(IEnumerable<Frame> frames) => [.. frames.SelectMany(frame =>
    {
        var masked = RawPeer.Frame(Text, frame.Bytes.Span);
        var head = masked.Length - frame.Bytes.Length - 4;
        masked[1] &= 0x7f;
        return masked[..head].Concat(frame.Bytes.ToArray());
    })];

    private static List<(byte First, byte[] Payload)> FramesIn(byte[] bytes)
    {
        var frames = new List<(byte, byte[])>();
        while (bytes.Length > 0)
        {
            var (head, length) = bytes[1] switch
            {
                126 => (4, (bytes[2] << 8) | bytes[3]),
                127 => (10, (bytes[7] << 16) | (bytes[8] << 8) | bytes[9]),
                var small => (2, small),
            };
            frames.Add((bytes[0], bytes[head..(head + length)]));
            bytes = bytes[(head + length)..];
        }

        return frames;
    }
}
