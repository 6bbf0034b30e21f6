using System.Runtime.InteropServices;
using System.Text;
using Liaison.Messages;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Transports;

public sealed class StreamConnectionMemoryTests
{
    private const int Large = 8_000_000;

    [Test, CancelAfter(60_000)]
    public async Task Frames_stay_as_they_are_for_as_long_as_they_are_held([Values] StreamFraming framing, CancellationToken cancellationToken)
    {
        var messages = Enumerable.Range(0, 3_000).Select(i => $"[{i},\"{new string((char)('a' + i % 26), i % 700)}\"]").ToArray();
        await using var connection = Connect(framing, messages.SelectMany(m => RawFraming.Frame(m, framing)).ToArray().Chunk(1_777));
        var held = new List<Frame>();
        while (await connection.ReceiveAsync(cancellationToken) is { } frame)
        {
            held.Add(frame);
        }

        Assert.That(held.Select(f => Frames.TextOf(f)), Is.EqualTo(messages));
    }

    [Test, CancelAfter(60_000)]
    public async Task Small_messages_of_one_read_are_not_copied([Values] StreamFraming framing, CancellationToken cancellationToken)
    {
        await using var connection = Connect(framing, [[.. RawFraming.Frame("{}", framing), .. RawFraming.Frame("[]", framing)]]);
        var first = await ReceiveArrayAsync(connection, cancellationToken);
        var second = await ReceiveArrayAsync(connection, cancellationToken);
        Assert.That(second, Is.SameAs(first));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_large_message_is_copied_at_most_once_on_average([Values] StreamFraming framing, CancellationToken cancellationToken)
    {
        var stream = new PiecesStream(RawFraming.Frame("[" + new string('x', Large), framing));
        await using var connection = new StreamConnection(stream, new PeerInfo("test", "test"), new StreamOptions { Framing = framing });
        var before = GC.GetAllocatedBytesForCurrentThread();

        // The stream's reads complete at once, so all of it happens on this thread.
        var receiving = connection.ReceiveAsync(cancellationToken);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That((await receiving)!.Value.Bytes.Length, Is.EqualTo(Large + 1));

        // The chunks double: all that were outgrown together are at most as large as the last, which is at most twice the message.
        Assert.That(allocated, Is.LessThan(4L * Large));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_length_that_was_only_announced_takes_no_memory(CancellationToken cancellationToken)
    {
        foreach (var announced in new byte[][] { [.. "Content-Length: 16000000\r\n\r\n{"u8], [0, 0, 0xF0, 0, 0, (byte)'{'] })
        {
            var framing = announced[0] == 0 ? StreamFraming.Length : StreamFraming.Headers;
            var buffer = new ReadBuffer(new PiecesStream(announced));
            Framing reader = framing == StreamFraming.Length ? new LengthFraming(16_777_216) : new HeaderFraming(16_777_216, 8_192);
            while (!buffer.IsEnded)
            {
                await buffer.FillAsync(Math.Max(1, reader.Read(buffer).Expected), cancellationToken);
            }

            Assert.That(buffer.ChunkLength, Is.EqualTo(ReadBuffer.SmallChunk));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task A_connection_that_goes_quiet_goes_back_to_a_small_chunk(CancellationToken cancellationToken)
    {
        var large = Encoding.UTF8.GetBytes(new string('x', Large) + "\n");
        var small = Enumerable.Repeat("[]\n"u8.ToArray(), 10);
        var buffer = new ReadBuffer(new PiecesStream([large, .. small]));
        var reader = new LineFraming(16_777_216);
        var largest = 0;
        while (!buffer.IsEnded)
        {
            if (reader.Read(buffer) is { Frame: null } read)
            {
                await buffer.FillAsync(read.Expected, cancellationToken);
                largest = Math.Max(largest, buffer.ChunkLength);
            }
        }

        Assert.That(largest, Is.GreaterThan(Large));
        Assert.That(buffer.ChunkLength, Is.EqualTo(ReadBuffer.SmallChunk));
    }

    private static StreamConnection Connect(StreamFraming framing, IEnumerable<byte[]> pieces) =>
        new(new PiecesStream(pieces), new PeerInfo("test", "test"), new StreamOptions { Framing = framing });

    private static async Task<byte[]?> ReceiveArrayAsync(StreamConnection connection, CancellationToken cancellationToken)
    {
        var frame = await connection.ReceiveAsync(cancellationToken);
        return MemoryMarshal.TryGetArray(frame!.Value.Bytes, out var segment) ? segment.Array : null;
    }
}
