using System.Text;
using Liaison.Messages;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Transports;

public sealed class StreamConnectionWriteTests
{
    [Test, CancelAfter(60_000)]
    public async Task Frames_of_one_send_go_out_in_one_write([Values] StreamFraming framing, CancellationToken cancellationToken)
    {
        var stream = new PiecesStream();
        await using var connection = Connect(stream, framing);
        var messages = Enumerable.Range(0, 500).Select(i => $"[{i}]").ToArray();
        await connection.SendAsync(Frames.Texts(messages), cancellationToken);
        Assert.That(stream.Written, Is.EqualTo(messages.SelectMany(m => RawFraming.Frame(m, framing))));
        Assert.That((stream.Writes.Count, stream.Flushes), Is.EqualTo((1, 1)));
    }

    [Test, CancelAfter(60_000)]
    public async Task Large_messages_go_out_whole_and_in_few_writes([Values] StreamFraming framing, CancellationToken cancellationToken)
    {
        var stream = new PiecesStream();
        await using var connection = Connect(stream, framing);
        var messages = new[] { "{}", new string('a', 65_500), new string('b', 65_536), new string('c', 1_000_000), "[]" };
        await connection.SendAsync(Frames.Texts(messages), cancellationToken);
        Assert.That(stream.Written.AsSpan().SequenceEqual(messages.SelectMany(m => RawFraming.Frame(m, framing)).ToArray()));

        // For each of the three large ones what is before it and itself, and one for the rest.
        Assert.That(stream.Writes, Has.Count.LessThanOrEqualTo(7));
    }

    [Test, CancelAfter(60_000)]
    public async Task Replies_go_out_in_the_framing_that_the_peer_showed(CancellationToken cancellationToken)
    {
        foreach (var (sent, reply) in new[]
        {
            ("{}\n", "[1]\n"),
            ("[]\n", "[1]\n"),
            ("17\n", "[1]\n"),
            ("", "[1]\n"),
            ("Content-Length: 2\r\n\r\n{}", "Content-Length: 3\r\n\r\n[1]"),
            ("hello\n", "[1]\n"),
            ("Content-Type: x\r\nContent-Length: 2\r\n\r\n{}", "Content-Length: 3\r\n\r\n[1]"),
        })
        {
            var stream = new PiecesStream(Encoding.UTF8.GetBytes(sent));
            await using var connection = Connect(stream, StreamFraming.Detect);
            await connection.ReceiveAsync(cancellationToken);
            await connection.SendAsync(Frames.Texts("[1]"), cancellationToken);
            Assert.That(Encoding.UTF8.GetString(stream.Written), Is.EqualTo(reply), sent);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task A_newline_inside_a_message_becomes_a_space_on_a_line([Values(0, 70_000, 200_000)] int padding, CancellationToken cancellationToken)
    {
        var stream = new PiecesStream();
        await using var connection = Connect(stream, StreamFraming.Lines);
        var message = "{\r\n" + new string(' ', padding) + "\"a\":\n1}";
        await connection.SendAsync(Frames.Texts(message, "[]"), cancellationToken);
        Assert.That(Encoding.UTF8.GetString(stream.Written), Is.EqualTo(message.Replace('\n', ' ').Replace('\r', ' ') + "\n[]\n"));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_newline_inside_a_message_stays_where_a_length_is_announced(
        [Values(StreamFraming.Headers, StreamFraming.Length)] StreamFraming framing, CancellationToken cancellationToken)
    {
        var stream = new PiecesStream();
        await using var connection = Connect(stream, framing);
        await connection.SendAsync(Frames.Texts("{\r\n}"), cancellationToken);
        Assert.That(stream.Written, Is.EqualTo(RawFraming.Frame("{\r\n}", framing)));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_binary_message_is_refused_without_length_framing_and_nothing_of_the_send_goes_out(
        [Values(StreamFraming.Detect, StreamFraming.Lines, StreamFraming.Headers)] StreamFraming framing, CancellationToken cancellationToken)
    {
        var stream = new PiecesStream();
        await using var connection = Connect(stream, framing);
        var frames = new[] { Frames.Text("[]"), new Frame(FrameKind.Binary, new byte[] { 1 }) };
        var failure = await Assert.CatchAsync<NotSupportedException>(async () => await connection.SendAsync(frames, cancellationToken));
        Assert.That(failure!.Message, Does.Contain("StreamFraming.Length"));
        Assert.That(stream.Writes, Is.Empty);
        await connection.SendAsync(frames.AsMemory(0, 1), cancellationToken);
        Assert.That(stream.Writes, Has.Count.EqualTo(1));
    }

    [Test, CancelAfter(60_000)]
    public async Task After_a_send_that_was_cut_off_nothing_more_is_sent(CancellationToken cancellationToken)
    {
        var pipes = new PipePair();
        await using var peer = pipes.Peer;
        await using var connection = new StreamConnection(pipes.HostInput, pipes.HostOutput, new PeerInfo("test", "test"));
        using var canceling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = connection.SendAsync(Frames.Texts(new string('x', 1_000_000)), canceling.Token).AsTask();
        await canceling.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => sending);
        await Assert.CatchAsync<IOException>(async () => await connection.SendAsync(Frames.Texts("{}"), cancellationToken));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_receive_that_was_canceled_can_be_repeated(CancellationToken cancellationToken)
    {
        var pipes = new PipePair();
        await using var peer = pipes.Peer;
        await using var connection = new StreamConnection(pipes.HostInput, pipes.HostOutput, new PeerInfo("test", "test"));
        await peer.WriteAsync("{\"a\""u8.ToArray(), cancellationToken);
        using var canceling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var receiving = connection.ReceiveAsync(canceling.Token).AsTask();
        await canceling.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => receiving);
        await peer.WriteAsync(":1}\n"u8.ToArray(), cancellationToken);
        Assert.That(Frames.TextOf(await connection.ReceiveAsync(cancellationToken)), Is.EqualTo("""{"a":1}"""));
    }

    private static StreamConnection Connect(Stream stream, StreamFraming framing) =>
        new(stream, new PeerInfo("test", "test"), new StreamOptions { Framing = framing });
}
