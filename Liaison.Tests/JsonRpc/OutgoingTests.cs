using System.Text;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.JsonRpc;

/// <summary>What is sent, to the byte.</summary>
internal sealed class OutgoingTests
{
    private Endpoint _end = null!;

    [SetUp]
    public void SetUp() => _end = Endpoint.Idle();

    [TearDown]
    public void TearDown() => _end.Dispose();

    [Test]
    public void A_call_is_a_request() =>
        Sends(new Request { Command = "m", Id = CallId.Of(1), Arguments = ByPosition(1, "a") }, """{"jsonrpc":"2.0","method":"m","params":[1,"a"],"id":1}""");

    [Test]
    public void Arguments_by_name_are_an_object() =>
        Sends(new Request { Command = "m", Id = CallId.Of("x"), Arguments = ByName() }, """{"jsonrpc":"2.0","method":"m","params":{"a":1},"id":"x"}""");

    [Test]
    public void Where_there_are_no_arguments_there_are_no_params() =>
        Sends(new Request { Command = "m", Id = CallId.Of(1) }, """{"jsonrpc":"2.0","method":"m","id":1}""");

    [Test]
    public void A_call_whose_answer_nobody_wants_is_a_notification() =>
        Sends(new Request { Command = "m", Id = CallId.Of(1), WantsReply = false }, """{"jsonrpc":"2.0","method":"m"}""");

    [Test]
    public void Attached_bytes_of_arguments_are_base64()
    {
        var attached = CommandArguments.Of([new byte[] { 1, 2 }, 1], null, _end.Json, attach: true);
        var named = CommandArguments.Of([], new Dictionary<string, object?> { ["a"] = new byte[] { 1, 2 } }, _end.Json, attach: true);

        Sends(new Request { Command = "m", Id = CallId.Of(1), Arguments = attached }, """{"jsonrpc":"2.0","method":"m","params":["AQI=",1],"id":1}""");
        Sends(new Request { Command = "m", Id = CallId.Of(1), Arguments = named }, """{"jsonrpc":"2.0","method":"m","params":{"a":"AQI="},"id":1}""");
    }

    [Test]
    public void Attached_bytes_of_an_event_are_base64() =>
        Sends(new Publication("t", Attached()), """{"jsonrpc":"2.0","method":"$/event","params":{"topic":"t","value":["AQI="]}}""");

    [Test]
    public void A_timeout_is_milliseconds_beside_the_params() =>
        Sends(new Request { Command = "m", Id = CallId.Of(1), Timeout = TimeSpan.FromSeconds(1.5) }, """{"jsonrpc":"2.0","method":"m","timeout":1500,"id":1}""");

    [Test]
    public void Tokens_stand_among_arguments_by_name() =>
        Sends(
            new Request { Command = "m", Id = CallId.Of(1), Arguments = ByName(), WantsProgress = true, WantsItems = true },
            """{"jsonrpc":"2.0","method":"m","params":{"a":1,"workDoneToken":"progress:1","partialResultToken":"items:1"},"id":1}""");

    [Test]
    public void Tokens_alone_make_an_object() =>
        Sends(new Request { Command = "m", Id = CallId.Of("x"), WantsItems = true }, """{"jsonrpc":"2.0","method":"m","params":{"partialResultToken":"items:\"x\""},"id":"x"}""");

    [Test]
    public void Tokens_stand_beside_arguments_by_position() =>
        Sends(
            new Request { Command = "m", Id = CallId.Of(1), Arguments = ByPosition(1), WantsProgress = true },
            """{"jsonrpc":"2.0","method":"m","params":[1],"workDoneToken":"progress:1","id":1}""");

    [Test]
    public void A_batch_is_one_array() =>
        Sends(
            new Batch([new Request { Command = "a", Id = CallId.Of(1) }, new Request { Command = "b", WantsReply = false }]),
            """[{"jsonrpc":"2.0","method":"a","id":1},{"jsonrpc":"2.0","method":"b"}]""");

    [Test]
    public void An_empty_batch_is_not_sent() => Assert.That(_end.Encode(new Batch([])), Is.Empty);

    [Test]
    public void A_cancel_names_the_request() => Sends(new Cancel(CallId.Of("x")), """{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"x"}}""");

    [Test]
    public void An_event_is_a_notification() =>
        Sends(new Publication("a.b", new { X = 1 }), """{"jsonrpc":"2.0","method":"$/event","params":{"topic":"a.b","value":{"x":1}}}""");

    [Test]
    public void An_event_says_how_many_were_dropped_before_it() =>
        Sends(new Publication("t", null) { Dropped = 3 }, """{"jsonrpc":"2.0","method":"$/event","params":{"topic":"t","value":null,"dropped":3}}""");

    [Test]
    public void Bytes_are_base64()
    {
        Assert.That(_end.Codec.Attaches, Is.False);
        Sends(new Publication("t", new byte[] { 1, 2, 3 }), """{"jsonrpc":"2.0","method":"$/event","params":{"topic":"t","value":"AQID"}}""");
    }

    [Test]
    public void A_value_as_it_stands_in_a_message_is_sent_as_it_is() =>
        Sends(new Publication("t", new RawJson(Encoding.UTF8.GetBytes("[1.0, 2]"))), """{"jsonrpc":"2.0","method":"$/event","params":{"topic":"t","value":[1.0, 2]}}""");

    [Test]
    public void Arguments_of_both_forms_are_refused_and_leave_nothing_behind()
    {
        var both = new Request { Command = "m", Id = CallId.Of(2), Arguments = CommandArguments.Of([1], new Dictionary<string, object?> { ["a"] = 1 }, _end.Json) };
        var batch = new Batch([new Request { Command = "a", Id = CallId.Of(1) }, both]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => _end.Encode(both), Throws.TypeOf<NotSupportedException>().With.Message.Contains("by name (Keywords), or all by position (Arguments)"));
            Assert.That(() => _end.Encode(batch), Throws.TypeOf<NotSupportedException>());
            Assert.That(_end.Encode(new Cancel(CallId.Of(1))), Has.Length.EqualTo(1));
        }
    }

    [Test]
    public void Messages_are_text_frames()
    {
        using var writer = new FrameWriter();
        _end.Codec.Encode(new Cancel(CallId.Of(1)), writer);
        var kind = writer.Frames.Span[0].Kind;

        Assert.That(kind, Is.EqualTo(FrameKind.Text));
    }

    private static RawJson Attached() => new("""[{"$attachment":0}]"""u8.ToArray(), [new byte[] { 1, 2 }]);

    private CommandArguments ByPosition(params object?[] values) => CommandArguments.Of(values, null, _end.Json);

    private CommandArguments ByName() => CommandArguments.Of([], new Dictionary<string, object?> { ["a"] = 1 }, _end.Json);

    private void Sends(Envelope message, string text) => Assert.That(_end.Encode(message), Is.EqualTo(new[] { text }));
}
