using Liaison.Messages;
using NUnit.Framework;
using static Liaison.Tests.Protocols.LiaisonWire;

namespace Liaison.Tests.Protocols;

/// <summary>The bytes of each form of a message (WIRE, section 1).</summary>
internal sealed class LiaisonEncodeTests
{
    private static readonly Request Known = Request.WithId(CallId.Of("a"));

    [Test]
    public void A_response_repeats_its_request_byte_for_byte()
    {
        const string Message = """{ "command": {"command": "ping"}, "more": [ ],"id" : 1}""";

        Assert.That(EncodeText(new Response(Decode<Request>(Message), "pong")), Is.EqualTo($$"""{"response":"pong","tag":"response","evt":{{Message}}}"""));
    }

    [Test]
    public void A_response_to_a_request_that_wants_it_short_repeats_the_id_alone()
    {
        var request = Decode<Request>("""{"command":{"command":"ping"},"echo":"id","id":[1, 2]}""");

        Assert.That(EncodeText(new Response(request, null)), Is.EqualTo("""{"response":null,"tag":"response","evt":{"id":[1, 2]}}"""));
    }

    [Test]
    public void What_answers_a_request_that_was_not_decoded_repeats_what_id_it_has()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(EncodeText(new Response(Known, 1)), Is.EqualTo("""{"response":1,"tag":"response","evt":{"id":"a"}}"""));
            Assert.That(EncodeText(new Response(new Request(), 1)), Is.EqualTo("""{"response":1,"tag":"response","evt":{}}"""));
        }
    }

    [Test]
    public void What_an_error_carries_stands_behind_its_message() => Assert.That(
        EncodeText(new Fault(Known, CommandError.Of("own", "no") with { Data = new RawJson("""{ "id": 7, "photo": {"$attachment": 0} }"""u8.ToArray(), [new byte[] { 1 }]) })),
        Does.EndWith(""","message":"no","data":{ "id": 7, "photo": "AQ==" }}"""));

    [Test]
    public void A_fault_has_its_lines_its_code_its_type_and_its_message()
    {
        Assert.That(EncodeText(new Fault(Known, CommandError.Of(ErrorCode.NotFound, "no \"x\""))), Is.EqualTo(
            """{"error":["System.MissingMemberException: no \"x\"\n"],"tag":"error","evt":{"id":"a"},"code":"not_found","type":"System.MissingMemberException","message":"no \"x\""}"""));
    }

    [Test]
    public void Progress_and_items_repeat_the_id_alone_whatever_the_request_wants()
    {
        var request = Decode<Request>("""{"command":{"command":"f","args":[1]},"id":1,"progress":true,"stream":true}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(EncodeText(new Progress(request, 0.5)), Is.EqualTo("""{"progress":0.5,"tag":"progress","evt":{"id":1}}"""));
            Assert.That(EncodeText(new Item(request, new { a = "ü" })), Is.EqualTo("""{"next":{"a":"ü"},"tag":"next","evt":{"id":1}}"""));
        }
    }

    [TestCase(0, """{"tag":"a \"b\"","message":1,"evt":{"topic":"a \"b\""}}""")]
    [TestCase(long.MaxValue, """{"tag":"a \"b\"","message":1,"evt":{"topic":"a \"b\"","dropped":9223372036854775807}}""")]
    public void An_event_has_its_topic_twice_and_what_was_dropped_if_any_was(long dropped, string expected)
    {
        Assert.That(EncodeText(new Publication("a \"b\"", 1) { Dropped = dropped }), Is.EqualTo(expected));
    }

    [Test]
    public void A_request_asks_for_short_answers_and_has_what_is_wanted_alone()
    {
        var arguments = CommandArguments.Of(["f", 1], new Dictionary<string, object?> { ["a b"] = null, ["c"] = new[] { 1 } }, Json);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                EncodeText(new Request { Id = CallId.Of(1), Command = "run", Arguments = arguments }),
                Is.EqualTo("""{"command":{"command":"run","args":["f",1],"kwargs":{"a b":null,"c":[1]}},"id":1,"echo":"id"}"""));
            Assert.That(
                EncodeText(new Request { Id = CallId.Of("x"), Command = "f", Timeout = TimeSpan.FromMilliseconds(1.5), WantsProgress = true, WantsItems = true }),
                Is.EqualTo("""{"command":{"command":"f","args":[],"kwargs":{}},"id":"x","echo":"id","timeout":1.5,"progress":true,"stream":true}"""));
            Assert.That(
                EncodeText(new Request { Id = CallId.Of(1), Command = "f", WantsReply = false }),
                Is.EqualTo("""{"command":{"command":"f","args":[],"kwargs":{}},"echo":"id"}"""));
        }
    }

    [Test]
    public void A_request_that_is_passed_on_keeps_where_its_references_stand()
    {
        var request = Decode<Request>("""{"command":{"command":"f","args":[["$a"]]},"references":"top"}""");

        Assert.That(
            EncodeText(new Request { Command = "f", Arguments = request.Arguments }),
            Is.EqualTo("""{"command":{"command":"f","args":[["$a"]],"kwargs":{}},"echo":"id","references":"top"}"""));
    }

    [Test]
    public void A_cancel_is_a_call_of_the_command_without_an_id_of_its_own()
    {
        Assert.That(EncodeText(new Cancel(CallId.Of("x"))), Is.EqualTo("""{"command":{"command":"cancel","args":["x"]},"echo":"id"}"""));
    }

    [Test]
    public void A_batch_is_its_requests_one_after_the_other()
    {
        var frames = Codec().EncodeAll(new Batch([new Request { Id = CallId.Of(1), Command = "a" }, new Request { Id = CallId.Of(2), Command = "b" }]));

        Assert.That(frames.ConvertAll(frame => Utf8(frame.Bytes)), Is.EqualTo(new[]
        {
            """{"command":{"command":"a","args":[],"kwargs":{}},"id":1,"echo":"id"}""",
            """{"command":{"command":"b","args":[],"kwargs":{}},"id":2,"echo":"id"}""",
        }));
    }

    [Test]
    public void A_value_that_is_JSON_already_is_written_as_it_is()
    {
        Assert.That(EncodeText(new Response(Known, new RawJson("{ \"a\" :1}"u8.ToArray()))), Is.EqualTo("""{"response":{ "a" :1},"tag":"response","evt":{"id":"a"}}"""));
        Assert.That(EncodeText(new Response(Known, new[] { new RawJson("[ ]"u8.ToArray()), new RawJson(default) })), Does.StartWith("""{"response":[[ ],null],"""));
    }

    [Test]
    public void A_value_that_cannot_be_written_is_text_in_every_message()
    {
        var bad = new Unwritable();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(EncodeText(new Progress(Known, bad)), Does.StartWith("{\"progress\":\"unwritable\","));
            Assert.That(EncodeText(new Item(Known, bad)), Does.StartWith("{\"next\":\"unwritable\","));
            Assert.That(EncodeText(new Publication("t", bad)), Does.Contain("\"message\":\"unwritable\","));
        }
    }

    public sealed class Unwritable
    {
        public byte[] Bytes { get; } = [1];

        public int Thrown => throw new InvalidOperationException("no");

        public override string ToString() => "unwritable";
    }
}
