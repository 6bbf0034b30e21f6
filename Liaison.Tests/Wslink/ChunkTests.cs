using Liaison.Messages;
using Liaison.Protocols;
using NUnit.Framework;

namespace Liaison.Tests.Wslink;

/// <summary>Chunks as they should not be, and how much of them is kept.</summary>
[NonParallelizable]
internal sealed class ChunkTests
{
    private static readonly byte[] Call = Wire.Message("rpc:c0:1", "run", "91a161");

    [Test]
    public void A_message_may_be_cut_anywhere()
    {
        for (var cut = 1; cut < Call.Length; cut++)
        {
            var decoded = Wire.Decode(
                Wire.GreetedHost(), Wire.Chunk(5, 0, (uint)Call.Length, Call.AsSpan(0, cut)), Wire.Chunk(5, (uint)cut, (uint)Call.Length, Call.AsSpan(cut)));
            Assert.That(decoded.OfType<Request>().Single().Command, Is.EqualTo("run"));
        }
    }

    [Test]
    public void Chunks_of_several_messages_may_alternate()
    {
        var decoded = Wire.Decode(
            Wire.GreetedHost(),
            Wire.Chunk(1, 0, (uint)Call.Length, Call.AsSpan(0, 9)),
            Wire.Chunk(2, 0, (uint)Call.Length, Call.AsSpan(0, 4)),
            Wire.Chunk(1, 9, (uint)Call.Length, Call.AsSpan(9)),
            Wire.Chunk(2, 4, (uint)Call.Length, Call.AsSpan(4)));
        Assert.That(decoded.Cast<Request>().Select(request => request.Problem), Is.EqualTo(new CommandError?[] { null, null }));
    }

    private static IEnumerable<TestCaseData> Wrong =>
    [
        Case("one that is too short for its header", 1002, new Frame(FrameKind.Binary, new byte[11])),
        Case("text", 1002, new Frame(FrameKind.Text, "{}"u8.ToArray())),
        Case("a first one that does not begin at 0", 1002, Wire.Chunk(1, 3, 10, [1, 2])),
        Case("one that arrives twice", 1002, Wire.Chunk(1, 0, 10, [1, 2]), Wire.Chunk(1, 0, 10, [1, 2])),
        Case("one that overlaps another", 1002, Wire.Chunk(1, 0, 10, [1, 2, 3]), Wire.Chunk(1, 2, 10, [3])),
        Case("a gap", 1002, Wire.Chunk(1, 0, 10, [1]), Wire.Chunk(1, 2, 10, [3])),
        Case("two lengths", 1002, Wire.Chunk(1, 0, 10, [1]), Wire.Chunk(1, 1, 11, [2])),
        Case("more than the length", 1002, Wire.Chunk(1, 0, 3, [1, 2]), Wire.Chunk(1, 2, 3, [3, 4])),
        Case("more than the length at once", 1002, Wire.Chunk(1, 0, 1, [1, 2])),
        Case("an empty one in the middle", 1002, Wire.Chunk(1, 0, 3, [1]), Wire.Chunk(1, 1, 3, [])),
        Case("a length of 2^32-1", 1009, Wire.Chunk(1, 0, uint.MaxValue, [1])),
        Case("an offset of 2^32-1", 1002, Wire.Chunk(1, 0, 10, [1]), Wire.Chunk(1, uint.MaxValue, 10, [2])),
        Case("no MessagePack", 1002, Wire.Chunk([0xc1])),
        Case("two values", 1002, Wire.Chunk([0xc0, 0xc0])),
        Case("nothing at all", 1002, Wire.Chunk([])),
    ];

    [TestCaseSource(nameof(Wrong))]
    public void What_breaks_the_protocol_ends_the_connection(int status, Frame[] frames)
    {
        var host = Wire.GreetedHost();
        var refused = (Request)Wire.Decode(host, frames).Last();
        Assert.That(Wire.StatusOf(Wire.Encode(host, new Fault(refused, refused.Problem!)).Single()), Is.EqualTo(status), refused.Problem!.Message);
    }

    [Test]
    public void Before_the_hello_only_short_messages_are_taken()
    {
        var host = Wire.Host(new WslinkOptions { MaxBytesBeforeHello = 1_000 });
        var refused = (Request)Wire.Decode(host, Wire.Chunk(1, 0, 1_001, new byte[10])).Single();
        Assert.That(refused.Problem!.Code, Is.EqualTo(ErrorCode.TooLarge));
        Assert.That(Wire.Decode(Wire.GreetedHost(new WslinkOptions { MaxBytesBeforeHello = 1_000 }), Wire.Chunk(1, 0, 1_001, new byte[10])), Is.Empty);
    }

    [Test]
    public void No_more_messages_are_in_progress_than_may_be()
    {
        var host = Wire.GreetedHost(new WslinkOptions { MaxMessagesInProgress = 3 });
        var decoded = Wire.Decode(host, [.. Enumerable.Range(0, 4).Select(id => Wire.Chunk((uint)id, 0, 10, [1]))]);
        Assert.That(decoded.Cast<Request>().Single().Problem!.Message, Does.Contain("MaxMessagesInProgress"));
    }

    [Test]
    public void Messages_that_never_end_hold_no_more_than_they_may()
    {
        const int Limit = 4 * 1024 * 1024;
        var host = Wire.GreetedHost(new WslinkOptions { MaxMessageBytes = Limit });
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var refused = 0;
        var most = 0L;
        for (uint round = 0; round < 8; round++)
        {
            for (uint id = 0; id < 60; id++)
            {
                // Each names all that it may, and sends a little of it again and again.
                refused += Wire.Decode(host, Wire.Chunk(id, round * 64 * 1024, Limit, new byte[64 * 1024])).Count;
            }

            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        TestContext.Out.WriteLine($"held at most: {most} bytes, limit: {Limit}, refused: {refused}");
        GC.KeepAlive(host);
        Assert.That(most, Is.LessThan(Limit + (2 * 1024 * 1024)));
        Assert.That(refused, Is.GreaterThan(0));
    }

    [Test]
    public void What_was_refused_is_let_go()
    {
        var host = Wire.GreetedHost(new WslinkOptions { MaxMessageBytes = 65_536 });
        for (var i = 0; i < 100; i++)
        {
            // The second chunk does not fit, and takes the first one with it.
            Wire.Decode(host, Wire.Chunk(1, 0, 60_000, new byte[40_000]), Wire.Chunk(1, 0, 60_000, [1]));
        }

        Assert.That(Wire.Decode(host, Wire.Chunk(Call)).Cast<Request>().Single().Problem, Is.Null);
    }

    [Test]
    [Category("Mutations")]
    public void Recorded_frames_that_were_changed_do_no_harm()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("LIAISON_MUTATIONS"), out var wanted) ? Math.Max(wanted, 100_000) : 100_000;
        var random = new Random(7);
        foreach (var version in new[] { 1, 2 })
        {
            var recorded = RecordedExchange.Load(version).SelectMany(exchange => exchange.ToServer.Concat(exchange.ToClient)).ToArray();
            var codec = Wire.Host();
            for (var i = 0; i < count / 2; i++)
            {
                if (i % 50 == 0)
                {
                    codec = Wire.Host();
                }

                var frame = recorded[random.Next(recorded.Length)];
                var changed = i % 50 == 0 ? frame : frame with { Bytes = Changed(frame.Bytes.ToArray(), random) };
                foreach (var message in Wire.Decode(codec, changed))
                {
                    Answer(codec, message);
                }
            }
        }
    }

    // A byte or a few changed, lost or doubled.
    private static byte[] Changed(byte[] bytes, Random random)
    {
        var changed = bytes.ToList();
        for (var times = random.Next(1, 4); times > 0 && changed.Count > 0; times--)
        {
            var at = random.Next(changed.Count);
            switch (random.Next(4))
            {
                case 0:
                    changed[at] = (byte)random.Next(256);
                    break;
                case 1:
                    changed[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    changed.RemoveRange(at, Math.Min(random.Next(1, 9), changed.Count - at));
                    break;
                default:
                    changed.InsertRange(at, changed.GetRange(at, Math.Min(random.Next(1, 9), changed.Count - at)));
                    break;
            }
        }

        return [.. changed];
    }

    private static void Answer(IWireCodec codec, Envelope message)
    {
        var answer = message switch
        {
            Hello hello => new Response(hello.Request, null),
            Request { Problem: { } problem } request => new Fault(request, problem),
            Request request => new Response(request, "done"),
            _ => (Envelope?)null,
        };
        if (answer is not null)
        {
            Wire.Encode(codec, answer);
        }
    }

    private static TestCaseData Case(string name, int status, params Frame[] frames) => new TestCaseData(status, frames).SetArgDisplayNames(name);
}
