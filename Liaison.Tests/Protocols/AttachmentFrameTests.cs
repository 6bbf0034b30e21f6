using System.Text;
using Liaison.Messages;
using NUnit.Framework;
using static Liaison.Tests.Protocols.LiaisonWire;

namespace Liaison.Tests.Protocols;

/// <summary>Frames with attachments, to the byte (WIRE, section 1, Binary attachments).</summary>
internal sealed class AttachmentFrameTests
{
    private const string Message = """{"command":{"command":"f","args":[{"$attachment":1},{"$attachment":0}]},"id":1}""";

    private static IEnumerable<TestCaseData> Broken()
    {
        var whole = AttachedBytes(Message, [1, 2, 3], [4]);
        var json = Encoding.UTF8.GetByteCount(Message);
        yield return Case("magic alone", [.. "LSN1"u8], "at least 8 bytes", id: false);
        yield return Case("half a length", [.. "LSN1"u8, 1, 0], "at least 8 bytes", id: false);
        yield return Case("JSON that is cut off", whole[..(8 + json - 1)], $"{json} bytes of JSON follow, and {json - 1} do", id: false);
        yield return Case("a length of 4 GiB", [.. "LSN1"u8, .. Length(uint.MaxValue), .. "{}"u8], "4294967295 bytes of JSON follow, and 2 do", id: false);
        yield return Case("a negative length", [.. "LSN1"u8, .. Length(0x80000000), .. "{}"u8], "2147483648 bytes of JSON follow", id: false);
        yield return Case("half a length of an attachment", whole[..(8 + json + 2)], "After 0 attachments, the frame has too few bytes left", id: true);
        yield return Case("an attachment that is cut off", whole[..^1], "1 bytes follow of attachment 1, and 0 do", id: true);
        yield return Case("an attachment that reaches over the next", [.. AttachedBytes(Message), .. Length(7), 1, 2, 3, .. Length(1), 4], "After 1 attachments", id: true);
        yield return Case("an attachment of 4 GiB", [.. AttachedBytes(Message), .. Length(uint.MaxValue), 1], "4294967295 bytes follow of attachment 0, and 1 do", id: true);
        yield return Case("bytes left over", [.. whole, 9], "After 2 attachments", id: true);
        yield return Case("no JSON", AttachedBytes("", [1]), "one JSON value", id: false);

        static TestCaseData Case(string name, byte[] frame, string problem, bool id) => new TestCaseData(frame, problem, id).SetArgDisplayNames(name);
    }

    [Test]
    public void The_arguments_share_the_memory_of_the_frame()
    {
        var frame = Attached(Message, [1, 2, 3], [4]);

        var arguments = Codec().Decode<Request>(frame).Arguments;

        Assert.That(arguments[0].Attachments, Has.Count.EqualTo(2));
        Assert.That(arguments[0].Attachments![0].ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(arguments[0].Attachments, Is.EqualTo(new ReadOnlyMemory<byte>[] { frame.Bytes.Slice(frame.Bytes.Length - 8, 3), frame.Bytes[^1..] }));
    }

    [Test]
    public void The_size_of_a_request_is_that_of_the_whole_frame()
    {
        Assert.That(Codec().Decode<Request>(Attached(Message, new byte[1000])).Size, Is.EqualTo(8 + Encoding.UTF8.GetByteCount(Message) + 4 + 1000));
    }

    [TestCaseSource(nameof(Broken))]
    public void Lengths_that_are_not_right_are_a_bad_message(byte[] frame, string problem, bool id)
    {
        var codec = Codec();

        var request = codec.Decode<Request>(new Frame(FrameKind.Binary, frame));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.Problem?.Code, Is.EqualTo(ErrorCode.BadMessage));
            Assert.That(request.Problem?.Message, Does.Contain(problem));
            Assert.That(Utf8(request.Echo), id ? Is.EqualTo(Message) : Is.EqualTo("{}"));
            Assert.That(request.Id.IsNone, Is.EqualTo(!id));
            Assert.That(codec.Attaches, Is.EqualTo(problem == "one JSON value"), "A form that is broken is not that form.");
        }
    }

    [Test]
    public void Whoever_waits_for_an_answer_whose_attachments_are_broken_is_told()
    {
        var frame = AttachedBytes("""{"response":{"$attachment":0},"tag":"response","evt":{"id":1}}""", [1, 2]);

        var fault = Codec().Decode<Fault>(new Frame(FrameKind.Binary, frame.AsMemory(0, frame.Length - 1)));

        Assert.That(fault.Request.Id, Is.EqualTo(CallId.Of(1)));
        Assert.That(fault.Error.Message, Does.StartWith("The answer cannot be read. The frame says that 2 bytes follow of attachment 0, and 1 do."));
    }

    [Test]
    public void A_frame_that_was_cut_off_still_has_the_id_that_stands_in_its_JSON()
    {
        var frame = AttachedBytes("""{"id":7,"command":{"command":"f","args":[{"$attachment":0}]}}""", new byte[100]);

        var request = Codec().Decode<Request>(new Frame(FrameKind.Binary, frame.AsMemory(0, frame.Length - 50)) { Truncated = true });

        Assert.That(request.Problem?.Code, Is.EqualTo(ErrorCode.TooLarge));
        Assert.That(Utf8(request.Echo), Is.EqualTo("""{"id":7}"""));
        Assert.That(request.Id, Is.EqualTo(CallId.Of(7)));
    }

    [Test]
    public void A_binary_frame_of_another_form_is_JSON_and_a_text_frame_always_is()
    {
        var codec = Codec();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(codec.Decode<Request>(new Frame(FrameKind.Binary, Text(Message).Bytes)).Problem, Is.Null);
            Assert.That(codec.Decode<Request>(new Frame(FrameKind.Text, AttachedBytes(Message))).Problem?.Message, Does.Contain("one JSON value"));
            Assert.That(codec.Attaches, Is.False);
        }
    }

    [Test]
    public void Bytes_are_attached_once_the_peer_has_attached()
    {
        var codec = Codec();
        var response = new Response(Request.WithId(CallId.Of(1)), new byte[] { 1, 2, 3 });

        var before = codec.Encode(response);
        var request = codec.Decode<Request>(Attached(Message, [9], [8]));
        var after = codec.Encode(new Response(request, new byte[] { 1, 2, 3 }));
        var plain = codec.Encode(new Response(Request.WithId(CallId.Of(1)), 5));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before.Kind, Is.EqualTo(FrameKind.Text));
            Assert.That(Utf8(before.Bytes), Is.EqualTo("""{"response":"AQID","tag":"response","evt":{"id":1}}"""));
            Assert.That(codec.Attaches);
            Assert.That(after.Kind, Is.EqualTo(FrameKind.Binary));
            Assert.That(after.Bytes.ToArray(), Is.EqualTo(AttachedBytes($$"""{"response":{"$attachment":0},"tag":"response","evt":{{Message}}}""", [1, 2, 3])));
            Assert.That(plain.Kind, Is.EqualTo(FrameKind.Text));
            Assert.That(Utf8(plain.Bytes), Is.EqualTo("""{"response":5,"tag":"response","evt":{"id":1}}"""));
        }
    }

    [Test]
    public void A_codec_that_attaches_from_the_start_says_so_with_its_first_message()
    {
        var codec = Codec(attaches: true);
        var batch = new Batch([new Request { Id = CallId.Of(1), Command = "a" }, new Request { Id = CallId.Of(2), Command = "b" }]);

        var frames = codec.EncodeAll(batch);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(codec.Attaches);
            Assert.That(frames.ConvertAll(frame => frame.Kind), Is.EqualTo(new[] { FrameKind.Binary, FrameKind.Text }));
            Assert.That(frames[0].Bytes.ToArray(), Is.EqualTo(AttachedBytes("""{"command":{"command":"a","args":[],"kwargs":{}},"id":1,"echo":"id"}""")));
            Assert.That(Utf8(frames[1].Bytes), Does.StartWith("{\"command\":{\"command\":\"b\""));
        }
    }

    [Test]
    public void Each_message_of_a_batch_counts_its_own_attachments()
    {
        var requests = new[] { 1, 2 }.Select(id => new Request
        {
            Id = CallId.Of(id),
            Command = "f",
            Arguments = CommandArguments.Of([new byte[] { (byte)id }, "a"], new Dictionary<string, object?> { ["b"] = new[] { new byte[] { 9 } } }, Json, attach: true),
        });

        var frames = AttachingCodec().EncodeAll(new Batch([.. requests]));

        Assert.That(frames.ConvertAll(frame => Convert.ToHexString(frame.Bytes.Span)), Is.EqualTo(new[] { 1, 2 }.Select(id => Convert.ToHexString(AttachedBytes(
            $$$"""{"command":{"command":"f","args":[{"$attachment":0},"a"],"kwargs":{"b":[{"$attachment":1}]}},"id":{{{id}}},"echo":"id"}""", [(byte)id], [9])))));
    }

    [Test]
    public void A_frame_that_attaches_may_follow_others_in_one_writer()
    {
        var codec = AttachingCodec();
        var request = Request.WithId(CallId.Of(1));
        using var into = new FrameWriter();

        codec.Encode(new Response(request, 1), into);
        codec.Encode(new Response(request, new byte[] { 1 }), into);
        codec.Encode(new Response(request, new LiaisonEncodeTests.Unwritable()), into);
        codec.Encode(new Response(request, new byte[] { 2 }), into);

        Assert.That(into.Frames.ToArray().Select(frame => Encoding.Latin1.GetString(frame.Bytes.Span)), Is.EqualTo(new[]
        {
            """{"response":1,"tag":"response","evt":{"id":1}}""",
            Encoding.Latin1.GetString(AttachedBytes("""{"response":{"$attachment":0},"tag":"response","evt":{"id":1}}""", [1])),
            """{"response":"unwritable","tag":"response","evt":{"id":1}}""",
            Encoding.Latin1.GetString(AttachedBytes("""{"response":{"$attachment":0},"tag":"response","evt":{"id":1}}""", [2])),
        }));
    }
}
