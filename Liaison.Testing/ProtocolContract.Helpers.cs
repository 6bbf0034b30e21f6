using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Protocols;
using NUnit.Framework;

namespace Liaison.Testing;

// Helpers of the cases.
public abstract partial class ProtocolContract
{
    // Without a limit on the depth: the codec must find values that are too deep.
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "9007199254740993", "0.1", "1e300", "\"\"", "\"text\"", "\"é€😀\"", "\"\\\"\\\\/\\n\\u0000\\u001f\"",
        "[]", "[1,[2,\"x\"]]", "{}", """{"a":{"b":[null,{"c":""}]},"größe":1}""", "\"System.Math:Sqrt\"", "\"$session.trials\"", "\"NaN\"",
    ];

    private IEnumerable<CallId> Ids => SupportsAnyId ? AnyIds : AnyIds.Where(id => id.Json.Span[0] != '"');

    private static IEnumerable<CallId> AnyIds =>
        [CallId.Of(1), CallId.Of(0), CallId.Of(-7), CallId.Of(long.MaxValue), CallId.Of("1"), CallId.Of("host:1"), CallId.Of(""), CallId.Of("é\"\\\n😀")];

    /// <summary>Returns the id if ids may be any value, otherwise a number instead.</summary>
    private CallId AnId(string text) => SupportsAnyId ? CallId.Of(text) : CallId.Of(text.Aggregate(1_000L, (number, character) => (number * 256) + character));

    private static CommandArguments Positional(params string[] json) => Arguments($"[{string.Join(',', json)}]", "{}");

    private static CommandArguments Arguments(string positional, string named)
    {
        var (list, members) = (Encoding.UTF8.GetBytes(positional), Encoding.UTF8.GetBytes(named));
        var scanner = new ArgumentScanner();
        var reader = new Utf8JsonReader(list, AnyDepth);
        reader.Read();
        scanner.ReadPositional(ref reader, list);
        reader = new Utf8JsonReader(members, AnyDepth);
        reader.Read();
        scanner.ReadNamed(ref reader, members);
        return scanner.ToArguments(ReferenceScope.All);
    }

    private static List<Frame> Encode(IWireCodec codec, Envelope message)
    {
        using var writer = new FrameWriter();
        codec.Encode(message, writer);
        return FramesOf(writer);
    }

    /// <summary>Returns the frames as a peer receives them: as copies.</summary>
    private static List<Frame> FramesOf(FrameWriter writer)
    {
        Assert.That(writer.Length, Is.Zero, "Encode left a frame open: call FrameWriter.EndFrame after each frame, and use Rewind to remove parts that must not be sent.");
        var frames = writer.Frames.ToArray().Select(frame => frame with { Bytes = frame.Bytes.ToArray() }).ToList();
        foreach (var frame in frames)
        {
            Assert.That(frame.Truncated, Is.False, "Only a transport makes truncated frames.");
            Assert.That(
                frame.Kind != FrameKind.Text || Utf8.IsValid(frame.Bytes.Span), $"A text frame is UTF-8, and this one is not. Write it with ValueWriter:\n{Describe(frame)}");
        }

        return frames;
    }

    private static List<Envelope> Decode(IWireCodec codec, params IReadOnlyList<Frame> frames)
    {
        var messages = new List<Envelope>();
        foreach (var frame in frames)
        {
            try
            {
                codec.Decode(frame, messages);
            }
            catch (Exception failure)
            {
                throw new AssertionException(
                    $"Decode threw on {Describe(frame)}\nDecode must not throw: return a Request with a Problem, or drop the message if it can only be an answer.\n{failure}", failure);
            }
        }

        return messages;
    }

    private static T Only<T>(List<Envelope> decoded)
        where T : Envelope
    {
        Assert.That(decoded, Has.Count.EqualTo(1), $"One {typeof(T).Name} was sent, and this arrived: {string.Join(", ", decoded.Select(Describe))}.");
        Assert.That(decoded[0], Is.InstanceOf<T>(), Describe(decoded[0]));
        return (T)decoded[0];
    }

    private void AssertSame(Request arrived, Request sent)
    {
        Assert.That(arrived.Problem, Is.Null, $"The request could not be read: {arrived.Problem?.Message}");
        if (SupportsAnyId)
        {
            Assert.That(arrived.Id, Is.EqualTo(sent.Id), "Set Request.Id to the id with its type: 1 and \"1\" are two.");
        }
        else
        {
            Assert.That(arrived.Id.IsNone, Is.False, "A call has an id at the host too, so that it can be distinguished from others.");
        }

        Assert.That(arrived.Command, Is.EqualTo(sent.Command));
        Assert.That(arrived.WantsReply, "A request with an id wants a reply.");
        AssertSame(arrived.Arguments, sent.Arguments);
    }

    private static void AssertSame(CommandArguments arrived, CommandArguments sent)
    {
        Assert.That((arrived.Count, arrived.PositionalCount), Is.EqualTo((sent.Count, sent.PositionalCount)), "The number of arguments, and of those by position.");
        for (var i = 0; i < sent.Count; i++)
        {
            Assert.That(arrived[i].Name, Is.EqualTo(sent[i].Name), $"The name of argument {i}.");
            Assert.That(arrived[i].Kind, Is.EqualTo(sent[i].Kind), $"The kind of argument {i}.");
            AssertSame(arrived[i].Json, Encoding.UTF8.GetString(sent[i].Json.Span));
        }
    }

    private static void AssertSame(object? arrived, string json)
    {
        Assert.That(arrived, Is.InstanceOf<RawJson>(), "Values of decoded messages are RawJson.");
        AssertSame(((RawJson)arrived!).Utf8, json);
    }

    private static void AssertSame(ReadOnlyMemory<byte> arrived, string json)
    {
        AssertJson(arrived);
        var options = new JsonDocumentOptions { MaxDepth = int.MaxValue };
        using var actual = JsonDocument.Parse(arrived, options);
        using var expected = JsonDocument.Parse(json, options);
        Assert.That(JsonElement.DeepEquals(actual.RootElement, expected.RootElement), $"Sent: {Shorten(json)}\nArrived: {Shorten(Encoding.UTF8.GetString(arrived.Span))}");
    }

    /// <summary>Checks that a value is exactly one JSON value in UTF-8, because its readers rely on this.</summary>
    private static void AssertJson(ReadOnlyMemory<byte> json)
    {
        Assert.That(Utf8.IsValid(json.Span), "A value is UTF-8. Check a frame with Utf8.IsValid: JSON readers do not.");
        try
        {
            var reader = new Utf8JsonReader(json.Span, AnyDepth);
            while (reader.Read())
            {
                // Reading to the end is the check.
            }
        }
        catch (JsonException failure)
        {
            throw new AssertionException($"A value must be one JSON value, but this is not: {Shorten(Encoding.UTF8.GetString(json.Span))}", failure);
        }
    }

    /// <summary>Checks that a message without a form in the protocol is refused before anything is written.</summary>
    private static void AssertRefused(IWireCodec codec, Envelope message, string flag)
    {
        using var writer = new FrameWriter();
        var refusal = Assert.Catch<NotSupportedException>(() => codec.Encode(message, writer), $"Throw a NotSupportedException, or override {flag}.");
        Assert.That(refusal!.Message.TrimEnd('.'), Does.Contain(". "), "The message says what is not supported, and then what to do instead.");
        Assert.That(writer.TotalLength, Is.Zero, "A refused message must be refused before any part of it is written.");
        Assert.That(writer.Frames.Length, Is.Zero, "A refused message must be refused before any part of it is written.");
    }

    /// <summary>Checks that a message without a form in the protocol is left out.</summary>
    private static void AssertLeftOut(IWireCodec codec, Envelope message, string flag) =>
        Assert.That(Encode(codec, message), Is.Empty, $"The protocol has no {message.GetType().Name}: write nothing, or override {flag}.");

    private static void AssertAnswerable(CodecPair pair, Request request)
    {
        Envelope answer = request.Problem is { } problem ? new Fault(request, problem) : new Response(request, "done");
        Decode(pair.Caller, Encode(pair.Host, answer));
    }

    private static string Describe(Envelope message) => message switch
    {
        Request { Problem: { } problem } request => $"Request {request.Id} with a problem ({problem.Code}: {problem.Message})",
        Request request => $"Request {request.Id} ({request.Command})",
        Response response => $"Response to {response.Request.Id}",
        Fault fault => $"Fault of {fault.Request.Id} ({fault.Error.Code}: {fault.Error.Message})",
        _ => message.GetType().Name,
    };

    private static string Describe(Frame frame) =>
        $"{frame.Kind}{(frame.Truncated ? ", truncated" : "")}: {Shorten(Encoding.UTF8.GetString(frame.Bytes.Span))}\n({Shorten(Convert.ToHexString(frame.Bytes.Span))})";

    private static string Shorten(string text) => text.Length <= 500 ? text : $"{text[..500]}... ({text.Length} characters)";

    private IWireCodec Adapted(IWireCodec codec) => SupportsAnyValue ? codec : new TypedCodec(codec, Json);

    /// <summary>The codecs of the two ends of a connection.</summary>
    private sealed class CodecPair
    {
        private static readonly JsonSerializerOptions Json = new Companion().Json;

        public CodecPair(ProtocolContract contract, bool attaches = false, bool greets = true)
        {
            var protocol = contract.CreateProtocol();
            Caller = contract.Adapted(protocol.CreateCodec(new CodecSettings { Json = Json, Attaches = attaches, Opens = true }));
            Host = contract.Adapted(protocol.CreateCodec(new CodecSettings { Json = Json }));
            if (greets && contract.SupportsHello)
            {
                var hello = Only<Hello>(ToHost(new Hello(Request.WithId(CallId.None), "secret")));
                ToCaller(new Response(hello.Request, null));
            }
        }

        public IWireCodec Caller { get; }

        public IWireCodec Host { get; }

        public List<Envelope> ToHost(Envelope message) => Decode(Host, Encode(Caller, message));

        public List<Envelope> ToCaller(Envelope message) => Decode(Caller, Encode(Host, message));

        /// <summary>Sends a request, and returns it as it arrived.</summary>
        public Request Call(CallId id, string command = "run") => Only<Request>(ToHost(new Request { Id = id, Command = command }));
    }
}
