using Liaison.Messages;
using NUnit.Framework;
using static Liaison.Tests.Protocols.LiaisonWire;

namespace Liaison.Tests.Protocols;

/// <summary>What each form of a message is decoded as (WIRE, section 1).</summary>
internal sealed class LiaisonDecodeTests
{
    [Test]
    public void A_request_has_its_id_its_command_and_its_arguments()
    {
        var request = Decode<Request>("""{"command":{"command":"run","args":["f",1],"kwargs":{"a":[2]}},"id":"x"}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.Problem, Is.Null);
            Assert.That(request.Id, Is.EqualTo(CallId.Of("x")));
            Assert.That(request.Command, Is.EqualTo("run"));
            Assert.That(request.Arguments.PositionalCount, Is.EqualTo(2));
            Assert.That(Utf8(request.Arguments[2].Json), Is.EqualTo("[2]"));
            Assert.That(request.Arguments[2].Attachments, Is.Null);
            Assert.That(request.WantsReply);
            Assert.That(request.Timeout, Is.Null);
            Assert.That(request.WantsProgress || request.WantsItems, Is.False);
            Assert.That(request.Size, Is.EqualTo(72));
        }
    }

    [TestCase("1", ExpectedResult = "1")]
    [TestCase("null", ExpectedResult = "null")]
    [TestCase("[1, {}]", ExpectedResult = "[1, {}]")]
    [TestCase("\"\\u0061\"", ExpectedResult = "\"a\"")]
    [TestCase("\"\\ud800\"", ExpectedResult = "\"\\ud800\"")]
    public string An_id_is_any_JSON_value(string id) => Decode<Request>($$$"""{"command":{"command":"ping"},"id":{{{id}}}}""").Id.ToString();

    [Test]
    public void A_request_without_an_id_has_none()
    {
        Assert.That(Decode<Request>("""{"command":{"command":"ping"}}""").Id.IsNone);
    }

    [Test]
    public void A_request_says_what_is_wanted_beside_its_answer()
    {
        var request = Decode<Request>("""{"timeout":1500,"progress":true,"stream":true,"command":{"command":"ping"},"id":1}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.Problem, Is.Null);
            Assert.That(request.Timeout, Is.EqualTo(TimeSpan.FromSeconds(1.5)));
            Assert.That(request.WantsProgress);
            Assert.That(request.WantsItems);
        }
    }

    [TestCase("\"progress\":1,\"stream\":\"true\"")]
    [TestCase("\"progress\":true,\"stream\":true,\"progress\":false,\"stream\":null")]
    [TestCase("\"progress\":{\"a\":true},\"stream\":[true]")]
    public void Only_true_asks_for_progress_or_items(string members)
    {
        var request = Decode<Request>($$$"""{"command":{"command":"ping"},{{{members}}}}""");

        Assert.That(request.WantsProgress || request.WantsItems, Is.False);
        Assert.That(request.Problem, Is.Null);
    }

    [TestCase("0.5", 5_000)]
    [TestCase("1e-9", 1)]
    [TestCase("1e3", 10_000_000)]
    [TestCase("1e300", 42_949_672_940_000)]
    [TestCase("1e999", 42_949_672_940_000)]
    public void A_timeout_is_any_number_of_milliseconds_more_than_none_and_never_0(string timeout, long ticks)
    {
        Assert.That(Decode<Request>($$$"""{"command":{"command":"ping"},"timeout":{{{timeout}}}}""").Timeout?.Ticks, Is.EqualTo(ticks));
    }

    [TestCase("0")]
    [TestCase("-1")]
    [TestCase("-1e999")]
    [TestCase("null")]
    [TestCase("true")]
    [TestCase("\"100\"")]
    [TestCase("[100]")]
    [TestCase("{\"a\":{}}")]
    public void A_timeout_that_is_none_is_a_problem_that_names_the_fix(string timeout)
    {
        var request = Decode<Request>($$$"""{"command":{"command":"ping"},"timeout":{{{timeout}}},"id":1}""");

        Assert.That(request.Problem?.Code, Is.EqualTo(ErrorCode.BadMessage));
        Assert.That(request.Problem?.Message, Does.Contain("milliseconds, more than 0. Leave it out to wait for ever"));
        Assert.That(request.Id, Is.EqualTo(CallId.Of(1)));
    }

    [Test]
    public void A_response_has_the_id_of_the_request_that_it_repeats()
    {
        var response = Decode<Response>("""{"response": {"a":[1]}, "tag": "response", "evt": {"command": {"command": "f", "args": [{"id":3}]}, "id": [2]}}""");

        Assert.That(response.Request.Id, Is.EqualTo(CallId.FromJson("[2]"u8.ToArray())));
        Assert.That(response.Value?.ToString(), Is.EqualTo("""{"a":[1]}"""));
    }

    [Test]
    public void The_members_of_an_answer_come_in_any_order()
    {
        var response = Decode<Response>("""{"evt":{"id":1},"more":[],"tag":"response","response":5}""");

        Assert.That(response.Request.Id, Is.EqualTo(CallId.Of(1)));
        Assert.That(response.Value?.ToString(), Is.EqualTo("5"));
    }

    [Test]
    public void An_answer_whose_value_was_undefined_and_left_out_is_null()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Decode<Response>("""{"tag":"response","evt":{"id":1}}""").Value?.ToString(), Is.EqualTo("null"));
            Assert.That(Decode<Item>("""{"tag":"next","evt":{"id":1}}""").Value?.ToString(), Is.EqualTo("null"));
            Assert.That(Decode<Publication>("""{"tag":"a","evt":{"topic":"a"}}""").Value?.ToString(), Is.EqualTo("null"));
        }
    }

    [Test]
    public void Progress_and_items_are_decoded()
    {
        var progress = Decode<Progress>("""{"progress":{"done":1},"tag":"progress","evt":{"id":"a"}}""");
        var item = Decode<Item>("""{"next":true,"tag":"next","evt":{"id":"a"}}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(progress.Request.Id, Is.EqualTo(CallId.Of("a")));
            Assert.That(progress.Value?.ToString(), Is.EqualTo("""{"done":1}"""));
            Assert.That(item.Request.Id, Is.EqualTo(CallId.Of("a")));
            Assert.That(item.Value?.ToString(), Is.EqualTo("true"));
        }
    }

    [TestCase("""{"tag":"frames","message":[1],"evt":{"topic":"frames"}}""", 0)]
    [TestCase("""{"tag":"frames","message":[1],"evt":{"topic":"frames","dropped":7}}""", 7)]
    [TestCase("""{"tag":"frames","message":[1],"evt":{"dropped":-7}}""", 0)]
    [TestCase("""{"tag":"frames","message":[1],"evt":{"dropped":1e30}}""", 0)]
    [TestCase("""{"tag":"frames","message":[1],"evt":{"dropped":{"a":7}}}""", 0)]
    [TestCase("""{"tag":"frames","message":[1]}""", 0)]
    public void An_event_has_its_topic_and_says_how_many_were_dropped(string message, long dropped)
    {
        var publication = Decode<Publication>(message);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(publication.Topic, Is.EqualTo("frames"));
            Assert.That(publication.Value?.ToString(), Is.EqualTo("[1]"));
            Assert.That(publication.Dropped, Is.EqualTo(dropped));
        }
    }

    [TestCase("""{"response":1,"tag":"response","evt":{}}""")]
    [TestCase("""{"response":1,"tag":"response","evt":null}""")]
    [TestCase("""{"response":1,"tag":"response"}""")]
    [TestCase("""{"error":["a"],"tag":"error","evt":{},"id":1}""")]
    [TestCase("""{"progress":1,"tag":"progress","evt":{}}""")]
    [TestCase("""{"next":1,"tag":"next","evt":[1]}""")]
    public void An_answer_to_nothing_is_dropped(string message)
    {
        Assert.That(Codec().DecodeAll(Text(message)), Is.Empty);
    }

    [TestCase("""{"response":1,"tag":"response","evt":{"id":1},"command":{"command":"ping"}}""")]
    [TestCase("""{"command":{"command":"ping"},"tag":"a","message":"b"}""")]
    public void What_has_a_command_is_a_request_whatever_else_it_has(string message)
    {
        Assert.That(Decode<Request>(message).Command, Is.EqualTo("ping"));
    }

    [TestCase("""{"response":1,"evt":{"id":1}}""")]
    [TestCase("""{"response":1,"tag":5,"evt":{"id":1}}""")]
    [TestCase("""{"tag":"frames"}""")]
    [TestCase("""{"id":1}""")]
    public void What_is_neither_is_a_request_that_lacks_its_command(string message)
    {
        Assert.That(Decode<Request>(message).Problem?.Message, Does.Contain("no member \"command\""));
    }

    [Test]
    public void Whoever_waits_for_an_answer_that_is_too_deep_is_told()
    {
        var fault = Codec(maxDepth: 4).Decode<Fault>(Text("""{"response":[[[[[1]]]]],"tag":"response","evt":{"id":1}}"""));

        Assert.That(fault.Request.Id, Is.EqualTo(CallId.Of(1)));
        Assert.That(fault.Error.Code, Is.EqualTo(ErrorCode.BadMessage));
        Assert.That(fault.Error.Message, Does.StartWith("The answer cannot be read.").And.Contains("at most 4 levels"));
    }

    [Test]
    public void Whoever_waits_for_an_answer_that_breaks_off_is_told()
    {
        var fault = Decode<Fault>("""{"tag":"error","evt":{"id":"a"},"error":["b" """);

        Assert.That(fault.Request.Id, Is.EqualTo(CallId.Of("a")));
        Assert.That(fault.Error.Message, Does.StartWith("The answer cannot be read."));
    }

    [Test]
    public void An_answer_that_nobody_waits_for_is_not_answered_even_if_it_cannot_be_read()
    {
        Assert.That(Codec(maxDepth: 4).DecodeAll(Text("""{"response":[[[[[1]]]]],"tag":"response","evt":{}}""")), Is.Empty);
    }
}
