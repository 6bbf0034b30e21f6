using System.Buffers;
using System.Runtime.InteropServices;
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
    public async Task A_large_message_is_allocated_once([Values] StreamFraming framing, CancellationToken cancellationToken)
    {
        var message = RawFraming.Frame("[" + new string('x', Large), framing);
        await using var connection = Connect(framing, [message, message, message]);
        var allocated = 0L;
        for (var i = 0; i < 3; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();

            // The stream's reads complete at once, so all of it happens on this thread.
            var receiving = connection.ReceiveAsync(cancellationToken);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.That((await receiving)!.Value.Bytes.Length, Is.EqualTo(Large + 1));
        }

        // The first may have filled the pool that the others gather in.
        Assert.That(allocated, Is.LessThan(Large + 4 * ReadBuffer.LargeChunk));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_large_message_holds_no_more_than_itself([Values] StreamFraming framing, CancellationToken cancellationToken)
    {
        await using var connection = Connect(framing, [RawFraming.Frame(new string('x', Large), framing), RawFraming.Frame("{}", framing)]);
        Assert.That(await ReceiveArrayAsync(connection, cancellationToken), Has.Length.LessThan(Large + 32));
    }

    [Test]
    public void A_length_that_was_only_announced_takes_no_memory([Values(StreamFraming.Headers, StreamFraming.Length, StreamFraming.Length64)] StreamFraming framing)
    {
        byte[] announced = framing switch
        {
            StreamFraming.Length => [0, 0, 0xF0, 0, 0, (byte)'{'],
            StreamFraming.Length64 => [255, 255, 255, 255, 255, 255, 255, 255, 1],
            _ => [.. "Content-Length: 16000000\r\n\r\n{"u8],
        };
        var (buffer, reader) = (new ReadBuffer(), FramingOf(framing));
        Feed(buffer, reader, announced, announced.Length);
        Assert.That(buffer.Capacity, Is.EqualTo(ReadBuffer.SmallChunk));
    }

    [Test]
    public void Memory_follows_what_has_arrived([Values] StreamFraming framing, [Values(1_000, 30_000, 1_000_000)] int piece)
    {
        var (buffer, reader) = (new ReadBuffer(), FramingOf(framing));
        foreach (var part in RawFraming.Frame(new string('x', Large), framing).Chunk(piece))
        {
            var arrived = buffer.Unread.Length + part.Length;
            Feed(buffer, reader, part, piece);

            // Four times what is there, which the pool may round up to the next power of two, and a chunk beside it.
            Assert.That(buffer.Capacity, Is.LessThanOrEqualTo(8 * arrived + 2 * ReadBuffer.LargeChunk));
        }
    }

    [Test]
    public void A_slow_trickle_of_a_large_line_moves_no_byte_often()
    {
        var (buffer, reader) = (new ReadBuffer(), FramingOf(StreamFraming.Lines));
        var moves = 0;
        var capacity = 0;
        foreach (var part in RawFraming.Frame(new string('x', Large), StreamFraming.Lines).Chunk(777))
        {
            Feed(buffer, reader, part, part.Length);
            moves += buffer.Capacity == capacity ? 0 : 1;
            capacity = buffer.Capacity;
        }

        Assert.That(moves, Is.LessThan(16), "each move is to more room, of which there is so much more that all moves are linear");
    }

    [Test]
    public void A_connection_that_goes_quiet_goes_back_to_a_small_chunk()
    {
        var (buffer, reader) = (new ReadBuffer(), FramingOf(StreamFraming.Lines));
        Feed(buffer, reader, RawFraming.Frame(new string('x', Large), StreamFraming.Lines), Large);
        Assert.That(buffer.Capacity, Is.GreaterThan(Large));
        for (var i = 0; i < 10; i++)
        {
            Feed(buffer, reader, "[]\n"u8, 3);
            Assert.That(buffer.Capacity, Is.LessThanOrEqualTo(ReadBuffer.LargeChunk), "the large message's memory goes with it");
        }

        Assert.That(buffer.Capacity, Is.EqualTo(ReadBuffer.SmallChunk));
    }

    [Test]
    public void The_start_of_a_message_holds_nothing_of_the_large_one_before_it()
    {
        var (buffer, reader) = (new ReadBuffer(), FramingOf(StreamFraming.Lines));
        Feed(buffer, reader, [.. RawFraming.Frame(new string('x', Large), StreamFraming.Lines), (byte)'{'], Large);
        buffer.GetRoom(1_000);
        Assert.That(buffer.Capacity, Is.LessThanOrEqualTo(ReadBuffer.LargeChunk));
    }

    [Test]
    public void Memory_that_a_given_up_read_may_still_write_to_is_nobody_elses([Values] bool givenUp)
    {
        var (buffer, reader) = (new ReadBuffer(), FramingOf(StreamFraming.Lines));
        Feed(buffer, reader, new byte[100_000], 100_000);
        MemoryMarshal.TryGetArray<byte>(buffer.GetRoom(Large), out var room);
        if (!givenUp)
        {
            buffer.Advance(1);
        }

        // The room is given again, and then the message ends, which leaves the rented memory.
        Feed(buffer, reader, "\n"u8, 1);
        buffer.GetRoom(1);
        var next = ArrayPool<byte>.Shared.Rent(room.Array!.Length);
        Assert.That(ReferenceEquals(next, room.Array), Is.EqualTo(!givenUp));
    }

    [Test]
    public void Reads_of_one_size_waste_no_chunks([Values(75, 1_000, 4_800, 20_000)] int batch)
    {
        var (buffer, reader) = (new ReadBuffer(), FramingOf(StreamFraming.Lines));
        var line = RawFraming.Frame(new string('x', 74), StreamFraming.Lines);
        byte[] lines = [.. Enumerable.Repeat(line, batch / line.Length).SelectMany(l => l)];
        for (var i = 0; i < 20; i++)
        {
            Feed(buffer, reader, lines, lines.Length);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            Feed(buffer, reader, lines, lines.Length);
        }

        // A chunk's end is too small for a read, or holds a part of a message, which is moved.
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1_000L * lines.Length * 5 / 4));
    }

    [Test, CancelAfter(60_000)]
    public async Task Messages_of_all_sizes_arrive_as_they_were_sent([Values] StreamFraming framing, CancellationToken cancellationToken)
    {
        var sizes = new[] { 1, 500, 2_000, 32_000, 65_530, 65_536, 66_000, 130_000, 20, 263_000, 1_000_000, 3, 1_100_000, 40_000, 40_000, 40_000 };
        var messages = sizes.Select((size, i) => new string((char)('0' + i), size)).ToArray();
        foreach (var piece in new[] { 700, 50_000, 65_536, 300_000 })
        {
            await using var connection = Connect(framing, messages.SelectMany(m => RawFraming.Frame(m, framing)).ToArray().Chunk(piece));
            var held = new List<Frame>();
            while (await connection.ReceiveAsync(cancellationToken) is { } frame)
            {
                held.Add(frame);
            }

            Assert.That(held.Select(f => Frames.TextOf(f)), Is.EqualTo(messages));
        }
    }

    private static Framing FramingOf(StreamFraming framing) => framing switch
    {
        StreamFraming.Headers => new HeaderFraming(16_777_216, 8_192),
        StreamFraming.Length => new LengthFraming(16_777_216),
        StreamFraming.Length64 => new Length64Framing(16_777_216),
        _ => new LineFraming(16_777_216),
    };

    /// <summary>Reads the bytes in pieces, and takes out the messages.</summary>
    private static void Feed(ReadBuffer buffer, Framing framing, ReadOnlySpan<byte> bytes, int piece)
    {
        var read = framing.Read(buffer);
        while (!bytes.IsEmpty || read.Frame is not null)
        {
            if (read.Frame is null)
            {
                var room = buffer.GetRoom(Math.Max(buffer.Unread.Length + 1L, read.Expected)).Span;
                var count = Math.Min(Math.Min(room.Length, piece), bytes.Length);
                bytes[..count].CopyTo(room);
                buffer.Advance(count);
                bytes = bytes[count..];
            }

            read = framing.Read(buffer);
        }
    }

    private static StreamConnection Connect(StreamFraming framing, IEnumerable<byte[]> pieces) =>
        new(new PiecesStream(pieces), new PeerInfo("test", "test"), new StreamOptions { Framing = framing });

    private static async Task<byte[]?> ReceiveArrayAsync(StreamConnection connection, CancellationToken cancellationToken)
    {
        var frame = await connection.ReceiveAsync(cancellationToken);
        return MemoryMarshal.TryGetArray(frame!.Value.Bytes, out var segment) ? segment.Array : null;
    }
}
