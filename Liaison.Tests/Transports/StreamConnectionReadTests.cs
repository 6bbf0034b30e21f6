using System.Text;
using Liaison.Messages;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Transports;

public sealed class StreamConnectionReadTests
{
    private static readonly string[] Conversation = ["""{"a":"é€😀"}""", "[1]", """{"b":[]}"""];

    [Test, CancelAfter(60_000)]
    public async Task A_conversation_reads_the_same_wherever_it_is_split(
        [Values] StreamFraming framing, [Values] bool isDetected, CancellationToken cancellationToken)
    {
        var hasLength = framing is StreamFraming.Length or StreamFraming.Length64;
        var mark = hasLength ? Array.Empty<byte>() : [0xEF, 0xBB, 0xBF];
        byte[] bytes = [.. mark, .. Conversation.SelectMany(m => RawFraming.Frame(m, framing))];
        var expected = Conversation.Select(message => Frames.Read(message, framing));
        var set = (isDetected, framing) switch
        {
            (true, StreamFraming.Length64) => StreamFraming.DetectLength64,
            (true, not StreamFraming.Length) => StreamFraming.Detect,
            _ => framing,
        };
        for (var first = 0; first <= bytes.Length; first++)
        {
            for (var second = first; second <= bytes.Length; second += 3)
            {
                Assert.That(await ReadAsync(set, cancellationToken, bytes[..first], bytes[first..second], bytes[second..]), Is.EqualTo(expected));
            }
        }

        Assert.That(await ReadAsync(set, cancellationToken, [.. bytes.Select(b => new[] { b })]), Is.EqualTo(expected));
    }

    [TestCase("{}\n[]\n", new[] { "{}", "[]" })]
    [TestCase("{}\r\n[]\r\n", new[] { "{}", "[]" }, Description = "A return before a newline is dropped.")]
    [TestCase("\n\r\n \t\n{}\n\n[]\n  \n", new[] { "{}", "[]" }, Description = "Blank lines are skipped.")]
    [TestCase("{}\n[1", new[] { "{}", "[1" }, Description = "The last line may lack its end.")]
    [TestCase("{}\n[1\r", new[] { "{}", "[1" })]
    [TestCase("  {}\n", new[] { "{}" })]
    [TestCase("17\nx\n", new[] { "17", "x" }, Description = "What is neither JSON nor a header is a line.")]
    [TestCase("\u0001\u0002\n", new[] { "\u0001\u0002" })]
    [TestCase("\u0000\u0000\n{}\n", new[] { "\u0000\u0000", "{}" })]
    [TestCase("hello\n{}\n", new[] { "hello", "{}" }, Description = "Rubbish at the start is a line, and the next line works.")]
    [TestCase("GET / HTTP/1.1\r\nHost: x\r\n\r\n", new[] { "GET / HTTP/1.1", "Host: x" })]
    [TestCase("Host: x\r\n\r\n{}", new[] { "Host: x", "{}" }, Description = "A header that is none of the two.")]
    [TestCase("Content\n{}\n", new[] { "Content", "{}" })]
    [TestCase("C", new[] { "C" }, Description = "What may have become a header, at the end.")]
    [TestCase("Content-Length", new[] { "Content-Length" })]
    [TestCase("Content-Length : 2\n{}", new[] { "Content-Length : 2", "{}" })]
    [TestCase("  CONTENT-TYPE:x\r\nContent-Length: 2\r\n\r\n{}", new[] { "{}" })]
    [TestCase("", new string[0])]
    [TestCase("\n \n", new string[0])]
    [TestCase("\uFEFF", new string[0])]
    [TestCase("\uFEFF{}", new[] { "{}" })]
    [TestCase("{}\n\uFEFF{}\n", new[] { "{}", "\uFEFF{}" }, Description = "A mark is one at the start alone.")]
    [TestCase("Content-Length: 2\r\n\r\n{}Content-Length: 3\r\n\r\n[1]", new[] { "{}", "[1]" })]
    [TestCase("content-length:2\n\n{}", new[] { "{}" }, Description = "Any case, and newlines alone.")]
    [TestCase("Content-Type: text/json\r\nContent-Length:  2 \r\n\r\n{}", new[] { "{}" })]
    [TestCase("\r\nContent-Length: 2\r\n\r\n{}\r\n\nContent-Length: 2\r\n\r\n[]", new[] { "{}", "[]" }, Description = "Empty lines between messages.")]
    [TestCase("Content-Length: 0\r\n\r\nContent-Length: 2\r\n\r\n[]", new[] { "", "[]" })]
    [TestCase("Content-Length: 3\r\n\r\n{}", new string[0], Description = "An unfinished message is dropped.")]
    [TestCase("Content-Length: 2\r\n", new string[0], Description = "An unfinished block is dropped.")]
    [CancelAfter(60_000)]
    public async Task Text_is_read_as(string text, string[] expected, CancellationToken cancellationToken) =>
        Assert.That(await ReadAsync(StreamFraming.Detect, cancellationToken, Encoding.UTF8.GetBytes(text)), Is.EqualTo(expected));

    [TestCase("Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", "Content-Length: 2\r\nContent-Length: 2\r")]
    [TestCase("Content-Length: -2\r\n\r\n{}", "Content-Length: -2\r")]
    [TestCase("Content-Length: two\r\n\r\n{}", "Content-Length: two\r")]
    [TestCase("Content-Length: 99999999999999999999\r\n\r\n{}", "Content-Length: 99999999999999999999\r")]
    [TestCase("Content-Type: x\r\n\r\n{}", "Content-Type: x\r\n\r\n")]
    [TestCase("Content-Length: 2\r\nhello\n{}", "Content-Length: 2\r\nhello", Description = "At once: whoever typed it waits for an answer.")]
    [CancelAfter(60_000)]
    public async Task A_malformed_block_is_given_as_it_is_and_then_ends(string text, string expected, CancellationToken cancellationToken)
    {
        await using var connection = Connect(new StreamOptions(), Encoding.UTF8.GetBytes(text), "Content-Length: 2\r\n\r\n{}"u8.ToArray());
        Assert.That(await Frames.ReadAllAsync(connection, cancellationToken), Is.EqualTo(new[] { expected }));
    }

    [TestCase("hello\n{}\n", new[] { "hello", "{}" })]
    [TestCase("Content-Longer: 1\n{}\n", new[] { "Content-Longer: 1", "{}" })]
    [TestCase("content-type:\r\nCONTENT-LENGTH: 2\r\n\r\n{}", new[] { "{}" })]
    [CancelAfter(60_000)]
    public async Task The_first_line_tells_the_framing_wherever_it_is_split(string text, string[] expected, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var at = 0; at <= bytes.Length; at++)
        {
            Assert.That(await ReadAsync(StreamFraming.Detect, cancellationToken, bytes[..at], bytes[at..]), Is.EqualTo(expected), $"split at {at}");
        }

        Assert.That(await ReadAsync(StreamFraming.Detect, cancellationToken, [.. bytes.Chunk(1)]), Is.EqualTo(expected));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_first_line_is_not_waited_for_once_it_can_be_no_header(CancellationToken cancellationToken)
    {
        // As many bytes as may still be a header, and no more, are looked at before the line is read as one.
        var endless = Encoding.UTF8.GetBytes("Content-" + new string('x', 20_000));
        await using var connection = Connect(new StreamOptions { MaxMessageBytes = 1_000 }, [.. endless.Chunk(1)]);

        Assert.That((await Frames.ReadAllAsync(connection, cancellationToken)).Single(), Has.Length.EqualTo("(truncated) ".Length + 1_000));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_length_past_every_limit_is_truncated([Values(1, 9, 5_000)] int piece, CancellationToken cancellationToken)
    {
        byte[] bytes = [255, 255, 255, 255, 255, 255, 255, 255, .. Encoding.UTF8.GetBytes(new string('x', 3_000))];
        await using var connection = Connect(new StreamOptions { Framing = StreamFraming.Length64, MaxMessageBytes = 1_000 }, [.. bytes.Chunk(piece)]);

        Assert.That(await Frames.ReadAllAsync(connection, cancellationToken), Is.EqualTo(new[] { "(binary) (truncated) " + new string('x', 1_000) }));
    }

    [Test, CancelAfter(60_000)]
    public async Task Length64_framing_drops_what_the_peer_did_not_finish([Values(1, 7, 8, 9)] int length, CancellationToken cancellationToken) =>
        Assert.That(await ReadAsync(StreamFraming.Length64, cancellationToken, RawFraming.Frame("{}", StreamFraming.Length64)[..length]), Is.Empty);

    [TestCase("{}\n[]\n", new[] { "{}", "[]" })]
    [TestCase("Content-Length: 2\r\n\r\n{}", new[] { "{}" })]
    [TestCase("\uFEFF{}", new[] { "{}" })]
    [CancelAfter(60_000)]
    public async Task Text_is_detected_beside_lengths_of_64_bits(string text, string[] expected, CancellationToken cancellationToken) =>
        Assert.That(await ReadAsync(StreamFraming.DetectLength64, cancellationToken, Encoding.UTF8.GetBytes(text)), Is.EqualTo(expected));

    [Test, CancelAfter(60_000)]
    public async Task A_block_of_headers_past_its_limit_is_malformed(CancellationToken cancellationToken)
    {
        var endless = Encoding.UTF8.GetBytes("Content-Type: " + new string('x', 20_000));
        foreach (var piece in new[] { 1, 1_000, 20_000 })
        {
            await using var connection = Connect(new StreamOptions { MaxHeaderBytes = 8_192 }, [.. endless.Chunk(piece)]);
            var all = await Frames.ReadAllAsync(connection, cancellationToken);
            Assert.That(all.Single(), Has.Length.EqualTo(8_192));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task A_message_as_large_as_the_limit_arrives_and_a_larger_one_is_truncated(
        [Values] StreamFraming framing, [Values(1, 7, 5_000)] int piece, CancellationToken cancellationToken)
    {
        const int Limit = 3_000;
        var whole = "{" + new string('x', Limit - 1);
        byte[] bytes = [.. RawFraming.Frame(whole, framing), .. RawFraming.Frame(whole + "y", framing), .. RawFraming.Frame("{}", framing)];
        await using var connection = Connect(new StreamOptions { Framing = framing, MaxMessageBytes = Limit }, [.. bytes.Chunk(piece)]);
        Assert.That(await Frames.ReadAllAsync(connection, cancellationToken), Is.EqualTo(new[] { Frames.Read(whole, framing), Frames.Read("(truncated) " + whole, framing) }));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_return_before_the_newline_does_not_count_towards_the_limit([Values(1, 100)] int piece, CancellationToken cancellationToken)
    {
        await using var connection = Connect(new StreamOptions { MaxMessageBytes = 4 }, [.. "[11]\r\n[22]\r\n"u8.ToArray().Chunk(piece)]);
        Assert.That(string.Concat(await Frames.ReadAllAsync(connection, cancellationToken)), Is.EqualTo("[11][22]"));
    }

    [Test, CancelAfter(60_000)]
    public async Task Length_framing_carries_kinds_and_ends_at_one_that_it_does_not_know(CancellationToken cancellationToken)
    {
        byte[] bytes = [1, 0, 0, 0, 1, (byte)'b', 1, 0, 0, 0, 0, (byte)'t', 1, 0, 0, 0, 9, (byte)'?'];
        await using var connection = Connect(new StreamOptions { Framing = StreamFraming.Length }, bytes);
        Assert.That(string.Join('|', await Frames.ReadAllAsync(connection, cancellationToken)), Is.EqualTo("(binary) b|t|\u0001\0\0\0\t"));
    }

    [Test, CancelAfter(60_000)]
    public async Task Length_framing_drops_what_the_peer_did_not_finish([Values(1, 4, 5, 6)] int length, CancellationToken cancellationToken) =>
        Assert.That(await ReadAsync(StreamFraming.Length, cancellationToken, RawFraming.Frame("{}", StreamFraming.Length)[..length]), Is.Empty);

    [Test]
    public void Options_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Connect(new StreamOptions { MaxMessageBytes = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Connect(new StreamOptions { MaxMessageBytes = int.MaxValue }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Connect(new StreamOptions { MaxHeaderBytes = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Connect(new StreamOptions { Framing = (StreamFraming)9 }));
    }

    private static StreamConnection Connect(StreamOptions options, params byte[][] pieces) =>
        new(new PiecesStream(pieces), new PeerInfo("test", "test"), options);

    private static async Task<List<string>> ReadAsync(StreamFraming framing, CancellationToken cancellationToken, params byte[][] pieces)
    {
        await using var connection = Connect(new StreamOptions { Framing = framing }, pieces);
        return await Frames.ReadAllAsync(connection, cancellationToken);
    }
}
