using System.Text;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Testing;

// Arbitrary bytes.
public abstract partial class ProtocolContract
{
    private const int Mutations = 5_000;

    /// <summary>A frame that is not a message is answered, because its sender waits for an answer.</summary>
    [TestCase("")]
    [TestCase(" ")]
    [TestCase("hello")]
    [TestCase("{")]
    [TestCase("[")]
    [TestCase("{\"a\":1")]
    [TestCase("<?xml version=\"1.0\"?>")]
    [TestCase("\ufeff{}")]
    public void Text_that_is_no_message_is_answered_with_a_fault(string text)
    {
        var pair = new CodecPair(this);
        var arrived = Decode(pair.Host, new Frame(FrameKind.Text, Encoding.UTF8.GetBytes(text)));
        AssertProblem(pair, arrived);
        AssertStillTalks(pair);
    }

    /// <summary>Bytes that are not valid UTF-8 in place of a text are answered.</summary>
    [Test]
    public void Text_that_is_not_UTF8_is_answered_with_a_fault()
    {
        var pair = new CodecPair(this);
        AssertProblem(pair, Decode(pair.Host, new Frame(FrameKind.Text, new byte[] { 0xff, 0xfe, 0x80 })));
        var request = new Request { Id = CallId.Of(1), Command = "run", Arguments = Positional("\"QQ\"") };
        foreach (var frame in Encode(pair.Caller, request).Where(frame => frame.Kind == FrameKind.Text))
        {
            var bytes = frame.Bytes.ToArray();
            var at = bytes.AsSpan().IndexOf("QQ"u8);
            if (at >= 0)
            {
                bytes[at] = 0xc3;
                AssertProblem(pair, Decode(pair.Host, frame with { Bytes = bytes }));
            }
        }

        AssertStillTalks(pair);
    }

    /// <summary>A message beyond the transport's limit becomes a request that cannot run.</summary>
    [Test]
    public void A_truncated_request_is_a_problem()
    {
        var frame = Encode(new CodecPair(this).Caller, new Request { Id = CallId.Of(1), Command = "run", Arguments = Positional(Values) })[0];
        for (var length = 0; length <= frame.Bytes.Length; length++)
        {
            var pair = new CodecPair(this);
            var arrived = Decode(pair.Host, frame with { Bytes = frame.Bytes[..length], Truncated = true });
            var request = AssertProblem(pair, arrived);
            Assert.That(request.Problem!.Code, Is.EqualTo(ErrorCode.TooLarge), "The problem of a truncated frame is too_large, whatever it contains.");
        }
    }

    /// <summary>A valid message that is cut at any place is understood or refused, and does no harm.</summary>
    [Test]
    public void A_message_that_is_cut_anywhere_does_no_harm()
    {
        foreach (var frames in RealMessages())
        {
            for (var length = 0; length < Math.Min(frames[0].Bytes.Length, 300); length++)
            {
                AssertHarmless(frames[0] with { Bytes = frames[0].Bytes[..length] });
            }
        }
    }

    /// <summary>Random bytes are understood or refused, and do no harm.</summary>
    [Test]
    public void Random_bytes_do_no_harm()
    {
        var random = new Random(1);
        for (var i = 0; i < Mutations; i++)
        {
            var bytes = new byte[random.Next(64)];
            random.NextBytes(bytes);
            AssertHarmless(new Frame(i % 2 == 0 ? FrameKind.Text : FrameKind.Binary, bytes) { Truncated = i % 7 == 0 });
        }
    }

    /// <summary>Valid messages with changed, lost, duplicated and moved bytes are understood or refused, and do no harm.</summary>
    [Test]
    public void Mutated_messages_do_no_harm()
    {
        var random = new Random(1);
        var real = RealMessages();
        for (var i = 0; i < Mutations; i++)
        {
            var frames = real[random.Next(real.Count)];
            var frame = frames[random.Next(frames.Count)];
            AssertHarmless(frame with { Bytes = Mutator.Mutate(frame.Bytes.Span, random), Truncated = random.Next(10) == 0 });
        }
    }

    /// <summary>A connection that has received only bad messages continues with the first good one.</summary>
    [Test]
    public void A_bad_message_does_not_spoil_the_next()
    {
        var random = new Random(2);
        var pair = new CodecPair(this);
        var real = RealMessages();
        for (var i = 0; i < Mutations / 10; i++)
        {
            var frame = real[random.Next(real.Count)][0];
            var bad = frame with { Bytes = Mutator.Mutate(frame.Bytes.Span, random) };
            foreach (var request in Decode(pair.Host, bad).OfType<Request>())
            {
                AssertAnswerable(pair, request);
            }

            AssertStillTalks(pair);
        }
    }

    /// <summary>
    /// A connection is recognised by the first message of a caller. Recognition accepts any first frame, however malformed.
    /// </summary>
    [Test]
    public void It_recognizes_its_own_first_message_and_never_throws()
    {
        var protocol = CreateProtocol();
        foreach (var frames in Ids.Select(id => Encode(new CodecPair(this).Caller, new Request { Id = id, Command = "ping", Arguments = Positional("1", "{}") })))
        {
            Assert.That(protocol.Recognizes(frames[0]), $"Recognizes is true of what the protocol's caller sends first: {Describe(frames[0])}");
        }

        Assert.That(protocol.Recognizes(new Frame(FrameKind.Text, default)), Is.False, "An empty frame belongs to no protocol.");
        var random = new Random(3);
        var real = RealMessages();
        for (var i = 0; i < Mutations; i++)
        {
            var frame = real[random.Next(real.Count)][0];
            var bad = frame with { Bytes = Mutator.Mutate(frame.Bytes.Span, random), Truncated = i % 5 == 0 };
            Assert.That(() => protocol.Recognizes(bad), Throws.Nothing, $"Recognizes never throws: {Describe(bad)}");
        }
    }

    private static Request AssertProblem(CodecPair pair, List<Envelope> arrived)
    {
        var request = Only<Request>(arrived);
        Assert.That(request.Problem, Is.Not.Null, "A message that cannot be understood becomes a Request with a Problem.");
        Assert.That(request.WantsReply, "The sender of a message that cannot be understood waits for an answer.");
        Assert.That(Encode(pair.Host, new Fault(request, request.Problem!)), Is.Not.Empty, "The fault for a message that cannot be understood is sent.");
        return request;
    }

    private void AssertStillTalks(CodecPair pair)
    {
        var sent = new Request { Id = AnId("after"), Command = "run", Arguments = Positional("1") };
        var arrived = Only<Request>(pair.ToHost(sent));
        AssertSame(arrived, sent);
        AssertSame(Only<Response>(pair.ToCaller(new Response(arrived, "done"))).Value, "\"done\"");
    }

    private void AssertHarmless(Frame frame)
    {
        var pair = new CodecPair(this);
        try
        {
            foreach (var message in Decode(pair.Host, frame))
            {
                AssertWhole(message);
                if (message is Request request)
                {
                    AssertAnswerable(pair, request);
                }
            }
        }
        catch (Exception failure)
        {
            throw new AssertionException($"After {Describe(frame)}\n{failure.Message}", failure);
        }
    }

    /// <summary>Checks that a decoded message is consistent, whatever its input was.</summary>
    private static void AssertWhole(Envelope message)
    {
        switch (message)
        {
            case Request { Problem: null } request:
                for (var i = 0; i < request.Arguments.Count; i++)
                {
                    AssertJson(request.Arguments[i].Json);
                }

                Assert.That(request.Timeout, Is.Null.Or.GreaterThan(TimeSpan.Zero), "A timeout is more than 0.");
                AssertId(request.Id);
                break;
            case Request:
                break;
            case Hello:
                break;
            case Batch:
                throw new AssertionException("A Batch is never decoded: add each of its requests.");
            case Fault fault:
                Assert.That((fault.Error.Code, fault.Error.Message, fault.Error.Type), Is.Not.EqualTo(((string?)null, (string?)null, (string?)null)));
                AssertId(fault.Request.Id);
                break;
            case Cancel cancel:
                AssertId(cancel.Id);
                break;
            default:
                Assert.That(ValueOf(message), Is.InstanceOf<RawJson>(), "Values of decoded messages are RawJson.");
                AssertJson(((RawJson)ValueOf(message)!).Utf8);
                break;
        }
    }

    private static void AssertId(CallId id)
    {
        if (!id.IsNone)
        {
            AssertJson(id.Json);
        }
    }

    private static object? ValueOf(Envelope message) => message switch
    {
        Response response => response.Value,
        Progress progress => progress.Value,
        Item item => item.Value,
        Publication publication => publication.Value,
        _ => throw new AssertionException($"No {message.GetType().Name} has a value."),
    };

    /// <summary>Returns the frames of messages of every kind that the protocol supports, from both ends.</summary>
    private List<List<Frame>> RealMessages()
    {
        var pair = new CodecPair(this, attaches: SupportsAttachments);
        var request = new Request { Id = CallId.Of(1), Command = "run", Arguments = Positional("1", """{"a":["é",null]}"""), WantsProgress = true, WantsItems = true };
        var timed = new Request { Id = AnId("b"), Command = "run", Timeout = TimeSpan.FromSeconds(1), WantsItems = true };
        var log = new Request { Command = "log", WantsReply = false };
        var attached = new Request { Id = CallId.Of(2), Command = "run", Arguments = CommandArguments.Of([Bytes[..20]], null, Json, attach: SupportsAttachments) };
        var named = new Request { Id = CallId.Of(3), Command = "run", Arguments = Arguments("[]", """{"title":"x","n":2}""") };
        List<Envelope> toHost = [request, timed, log, attached, new Batch([request, timed, log]), new Cancel(CallId.Of(1))];
        if (SupportsNamedArguments)
        {
            toHost.Add(named);
        }

        var frames = toHost.Select(message => Encode(pair.Caller, message)).ToList();
        var arrived = Only<Request>(Decode(pair.Host, frames[0]));
        Decode(pair.Host, frames[3]);
        Envelope[] toCaller =
        [
            new Progress(arrived, 0.5), new Item(arrived, "x"), new Item(arrived, Bytes[..20]), new Publication("topic", new List<object?> { 1 }) { Dropped = 3 },
            new Fault(arrived, CommandError.Of(ErrorCode.NotFound, "There is none. Make one.")), new Response(arrived, new List<object?> { 1, "é", Bytes[..20] }),
        ];
        frames.AddRange(toCaller.Select(message => Encode(pair.Host, message)));
        return [.. frames.Where(each => each.Count > 0)];
    }
}
