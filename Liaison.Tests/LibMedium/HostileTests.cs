using System.Buffers.Binary;
using System.Text;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Protocols;
using NUnit.Framework;

namespace Liaison.Tests.LibMedium;

/// <summary>Messages as they should not be: lengths that lie, values that are cut, bytes that were changed.</summary>
[NonParallelizable]
[CancelAfter(120_000)]
internal sealed class HostileTests
{
    private static readonly byte[] Hello = RawConnection.Message(0x01);

    [TestCase(ulong.MaxValue)]
    [TestCase((ulong)long.MaxValue + 1)]
    [TestCase((ulong)long.MaxValue)]
    [TestCase(20_000UL)]
    public async Task A_length_past_the_limit_ends_its_connection_alone_and_claims_no_memory(ulong length, CancellationToken token)
    {
        await using var served = await Served.StudentsAsync(token, maxMessageBytes: 10_000);
        var head = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(head, length);
        var before = GC.GetTotalAllocatedBytes();
        using (var liar = await RawConnection.ConnectAsync(served.Path, token))
        {
            await liar.SendAsync(head, token);

            // As much as is accepted shows that the message is longer.
            await liar.SendAsync(new byte[10_001], token);
            while (await liar.ReceiveAsync(token) is not null)
            {
                // What is refused is told, and then the connection ends.
            }
        }

        var allocated = GC.GetTotalAllocatedBytes() - before;
        await TestContext.Out.WriteLineAsync($"allocated for a length of {length}: {allocated} bytes");
        Assert.That(allocated, Is.LessThan(4 * 1024 * 1024));
        using var next = await RawConnection.ConnectAsync(served.Path, token);
        Assert.That(await next.AskAsync([Hello], token), Has.Count.EqualTo(1));
    }

    [Test]
    public void A_recorded_message_that_is_cut_anywhere_does_no_harm()
    {
        foreach (var (codec, body) in Bodies())
        {
            for (var length = 0; length <= body.Length; length++)
            {
                Answer(codec, body[..length]);
            }
        }
    }

    [Test]
    public void Lengths_inside_of_a_message_may_be_anything()
    {
        foreach (var (codec, body) in Bodies().Where(each => each.Body[0] == 0x05))
        {
            for (var at = 1; at + sizeof(uint) <= body.Length; at++)
            {
                foreach (var length in new[] { 0u, 1u, 0x7fff_ffffu, uint.MaxValue })
                {
                    var changed = body.ToArray();
                    BinaryPrimitives.WriteUInt32BigEndian(changed.AsSpan(at), length);
                    Answer(codec, changed);
                }
            }
        }
    }

    [TestCase("""{"n":1,"names":[],"inner":{"\ud800 message":1,"message":"m","count":2}}""", 1)]
    [TestCase("""{"n":1,"names":["\ud800"],"inner":{"message":"m","count":2}}""", 0)]
    [TestCase("""{"n":"\ud800","names":[],"inner":{"message":"m","count":2}}""", 0)]
    public void Half_a_surrogate_pair_in_an_event_does_no_harm(string value, int sent)
    {
        var refused = new List<string>();
        var protocol = new LibMediumProtocol(Specifications.Prims, new LibMediumOptions { EventRefused = refused.Add });
        var codec = Codec(protocol, opens: false);
        using var writer = new FrameWriter();

        codec.Encode(new Publication("tick", new RawJson(Encoding.UTF8.GetBytes(value))), writer);

        Assert.That((writer.Frames.Length, writer.Length, refused.Count), Is.EqualTo((sent, 0, 1 - sent)));
    }

    [Test]
    public void Half_a_surrogate_pair_is_no_number([Values("echo_double", "echo_float")] string command)
    {
        var codec = Codec(new LibMediumProtocol(Specifications.Prims), opens: true);
        var call = new Request { Id = CallId.Of(1), Command = command, Arguments = CommandArguments.Of([new RawJson("\"\\ud800\""u8.ToArray())], null, new Companion().Json) };
        using var writer = new FrameWriter();

        Assert.That(() => codec.Encode(call, writer), Throws.TypeOf<NotSupportedException>().With.Message.Contains("text"));
    }

    [Test]
    [Category("Mutations")]
    public void Recorded_messages_that_were_changed_do_no_harm()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("LIAISON_MUTATIONS"), out var wanted) ? Math.Max(wanted, 100_000) : 100_000;
        var random = new Random(11);
        var bodies = Bodies().ToArray();
        for (var i = 0; i < count; i++)
        {
            var (codec, body) = bodies[random.Next(bodies.Length)];
            var changed = body.ToList();
            for (var times = random.Next(1, 4); times > 0 && changed.Count > 0; times--)
            {
                var at = random.Next(changed.Count);
                switch (random.Next(3))
                {
                    case 0:
                        changed[at] = (byte)random.Next(256);
                        break;
                    case 1:
                        changed.RemoveRange(at, Math.Min(random.Next(1, 9), changed.Count - at));
                        break;
                    default:
                        changed.InsertRange(at, changed.GetRange(at, Math.Min(random.Next(1, 9), changed.Count - at)));
                        break;
                }
            }

            Answer(codec, [.. changed]);
        }
    }

    // Each recorded message without its length, for a codec of the end that received it.
    private static IEnumerable<(IWireCodec Codec, byte[] Body)> Bodies()
    {
        foreach (var recorded in Recording.All)
        {
            var protocol = new LibMediumProtocol(recorded.IsOfStudents ? Specifications.Student : Specifications.Prims);
            var (host, client) = (Codec(protocol, opens: false), Codec(protocol, opens: true));
            foreach (var message in recorded.FromClient.Where(message => message.Length > sizeof(long)))
            {
                yield return (host, message[sizeof(long)..]);
            }

            foreach (var message in recorded.FromHost.Where(message => message.Length > sizeof(long)))
            {
                yield return (client, message[sizeof(long)..]);
            }
        }
    }

    private static IWireCodec Codec(LibMediumProtocol protocol, bool opens) => protocol.CreateCodec(new CodecSettings { Json = new Companion().Json, Opens = opens });

    private static void Answer(IWireCodec codec, byte[] body)
    {
        var decoded = new List<Envelope>();
        codec.Decode(new Frame(FrameKind.Binary, body), decoded);
        foreach (var request in decoded.OfType<Request>())
        {
            using var writer = new FrameWriter();
            codec.Encode(request.Problem is { } problem ? new Fault(request, problem) : new Response(request, null), writer);
        }
    }
}
