using System.Text;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.JsonRpc;

/// <summary>What is taken for a request, and what of it (specification, section 4).</summary>
internal sealed class RequestTests
{
    private readonly SpecificationCompanion _companion = new();
    private Endpoint _server = null!;

    [SetUp]
    public void SetUp() => _server = new Endpoint(_companion);

    [TearDown]
    public void TearDown() => _server.Dispose();

    [OneTimeTearDown]
    public async Task DisposeAsync() => await _companion.DisposeAsync();

    [TestCase("1")]
    [TestCase("-0")]
    [TestCase("1.0")]
    [TestCase("1.5e+300")]
    [TestCase("123456789012345678901234567890")]
    [TestCase("null")]
    [TestCase("\"\"")]
    [TestCase("\"1\"")]
    [TestCase("\"\\u0041\\n\"")]
    [TestCase("\"\\ud800\"")]
    [TestCase("\"é\"")]
    public async Task An_id_comes_back_as_it_was(string id)
    {
        var sent = await _server.ReceiveAsync($$"""{"jsonrpc":"2.0","method":"sum","params":[1],"id": {{id}} }""");

        Assert.That(sent, Is.EqualTo(new[] { $$"""{"jsonrpc":"2.0","result":1,"id":{{id}}}""" }));
    }

    [TestCase("true")]
    [TestCase("{}")]
    [TestCase("[1]")]
    public async Task An_id_that_can_be_none_is_answered_with_null(string id)
    {
        var answer = await _server.AnswerAsync($$"""{"jsonrpc":"2.0","method":"sum","id":{{id}}}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)answer["error"]!["code"]!, Is.EqualTo(-32600));
            Assert.That(answer["id"], Is.Null);
        }
    }

    [TestCase("""{"method":"sum","id":7}""", TestName = "no version")]
    [TestCase("""{"jsonrpc":"1.0","method":"sum","id":7}""", TestName = "version 1.0")]
    [TestCase("""{"jsonrpc":2.0,"method":"sum","id":7}""", TestName = "a version that is a number")]
    [TestCase("""{"jsonrpc":"2.0","id":7}""", TestName = "no method")]
    [TestCase("""{"jsonrpc":"2.0","method":null,"id":7}""", TestName = "a method that is null")]
    [TestCase("""{"jsonrpc":"2.0","method":["sum"],"id":7}""", TestName = "a method that is an array")]
    [TestCase("""{"jsonrpc":"2.0","method":"sum","params":3,"id":7}""", TestName = "params that are a number")]
    [TestCase("""{"jsonrpc":"2.0","method":"sum","params":null,"id":7}""", TestName = "params that are null")]
    [TestCase("""{"jsonrpc":"2.0","id":7,"method":"\ud800"}""", TestName = "a method that is no text")]
    [TestCase("""{"jsonrpc":"2.0","method":"sum","params":{"\udc00":1},"id":7}""", TestName = "a parameter's name that is no text")]
    public async Task What_is_not_a_request_is_answered_with_its_id(string message)
    {
        var answer = await _server.AnswerAsync(message);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)answer["error"]!["code"]!, Is.EqualTo(-32600));
            Assert.That((string?)answer["error"]!["data"]!["code"], Is.EqualTo("bad_message"));
            Assert.That((string?)answer["error"]!["data"]!["message"], Is.Not.Empty);
            Assert.That((int?)answer["id"], Is.EqualTo(7));
        }
    }

    [TestCase("")]
    [TestCase("   ")]
    [TestCase("nonsense")]
    [TestCase("{")]
    [TestCase("[")]
    [TestCase("[1,")]
    [TestCase("[1]]")]
    [TestCase("{}{}")]
    [TestCase("{'jsonrpc':'2.0'}")]
    [TestCase("\uFEFF{\"jsonrpc\":\"2.0\",\"method\":\"sum\",\"id\":7}")]
    [TestCase("{\"jsonrpc\":\"2.0\",\"method\":\"sum\",\"id\":7,}")]
    public async Task What_is_not_JSON_is_a_parse_error_with_a_null_id(string message)
    {
        var answer = await _server.AnswerAsync(message);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)answer["error"]!["code"]!, Is.EqualTo(-32700));
            Assert.That(answer.AsObject().ContainsKey("id"));
            Assert.That(answer["id"], Is.Null);
        }
    }

    [Test]
    public void What_is_not_UTF8_is_a_parse_error()
    {
        var request = (Request)_server.Decode(Encoding.Latin1.GetBytes("""{"jsonrpc":"2.0","method":"é","id":1}""")).Single();

        Assert.That(_server.Encode(new Fault(request, request.Problem!)).Single(), Does.Contain("-32700"));
    }

    [Test]
    public async Task A_message_nested_as_deeply_as_is_allowed_is_read_and_one_level_more_is_not()
    {
        var deepest = _companion.Options.MaxDepth - 2;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await _server.AnswerAsync(Nested(deepest)))["error"], Is.Null);
            Assert.That((int)(await _server.AnswerAsync(Nested(deepest + 1)))["error"]!["code"]!, Is.EqualTo(-32700));
            Assert.That((int)(await _server.AnswerAsync(Nested(1_000_000)))["error"]!["code"]!, Is.EqualTo(-32700));
        }

        static string Nested(int depth) => $$"""{"jsonrpc":"2.0","id":1,"method":"echo","params":[{{new string('[', depth)}}{{new string(']', depth)}}]}""";
    }

    [Test]
    public async Task Of_equal_members_the_last_counts()
    {
        const string Message = """
            {"jsonrpc":"1.0","method":"echo","params":[1,2,3],"id":1,
             "jsonrpc":"2.0","method":"subtract","params":{"minuend":1,"minuend":9,"subtrahend":2},"id":"x"}
            """;

        Assert.That(await _server.ReceiveAsync(Message), Is.EqualTo(new[] { """{"jsonrpc":"2.0","result":7,"id":"x"}""" }));
    }

    [Test]
    public async Task Params_that_are_none_are_forgotten_where_others_follow() =>
        Assert.That(
            await _server.ReceiveAsync("""{"jsonrpc":"2.0","params":"x","method":"sum","params":[1,2],"id":1}"""),
            Is.EqualTo(new[] { """{"jsonrpc":"2.0","result":3,"id":1}""" }));

    [Test]
    public async Task Other_members_are_ignored() =>
        Assert.That(
            await _server.ReceiveAsync("""{"x":[{"id":9}],"id":1,"params":[2],"method":"sum","jsonrpc":"2.0","result":null,"error":{}}"""),
            Is.EqualTo(new[] { """{"jsonrpc":"2.0","result":2,"id":1}""" }));

    [Test]
    public void A_message_without_an_id_wants_no_answer()
    {
        var request = _server.DecodeOne<Request>("""{"jsonrpc":"2.0","method":"sum"}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.WantsReply, Is.False);
            Assert.That(request.Id.IsNone);
            Assert.That(_server.Encode(new Response(request, 1)), Is.Empty);
            Assert.That(_server.Encode(new Fault(request, CommandError.Of(ErrorCode.Busy, "Later."))), Is.Empty);
        }
    }

    [Test]
    public void A_null_id_is_an_id()
    {
        var request = _server.DecodeOne<Request>("""{"jsonrpc":"2.0","method":"sum","id":null}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.WantsReply);
            Assert.That(request.Id.ToString(), Is.EqualTo("null"));
        }
    }

    [Test]
    public void A_binary_frame_that_holds_JSON_is_read()
    {
        var message = Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","method":"sum","id":1}""");

        Assert.That(((Request)_server.Decode(message, kind: FrameKind.Binary).Single()).Command, Is.EqualTo("sum"));
    }

    [Test]
    public async Task A_request_that_is_the_protocols_own_and_not_known_is_an_unknown_method()
    {
        var answer = await _server.AnswerAsync("""{"jsonrpc":"2.0","method":"$/unknown","id":1}""");

        Assert.That((int)answer["error"]!["code"]!, Is.EqualTo(-32601));
    }

    [TestCase("""{"jsonrpc":"2.0","method":"$/unknown","params":{"id":1}}""")]
    [TestCase("""{"jsonrpc":"2.0","method":"$/cancelRequest"}""")]
    [TestCase("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":[1]}""")]
    [TestCase("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":{}}}""")]
    [TestCase("""{"jsonrpc":"2.0","method":"$/progress","params":{"token":"somebody else's","value":1}}""")]
    [TestCase("""{"jsonrpc":"2.0","method":"$/progress","params":{"token":"progress:1 2","value":1}}""")]
    [TestCase("""{"jsonrpc":"2.0","method":"$/progress","params":{"token":7,"value":1}}""")]
    [TestCase("""{"jsonrpc":"2.0","method":"$/progress","params":{"token":"\ud800","value":1}}""")]
    [TestCase("""{"jsonrpc":"2.0","method":"$/event","params":{"value":1}}""")]
    [TestCase("""{"jsonrpc":"2.0","method":"$/event","params":{"topic":"\ud800"}}""")]
    public void A_notification_of_the_protocol_that_means_nothing_is_ignored(string message) => Assert.That(_server.Decode(message), Is.Empty);

    [TestCase("250", 250)]
    [TestCase("0.5", 0.5)]
    [TestCase("0", null)]
    [TestCase("-1", null)]
    [TestCase("\"250\"", null)]
    [TestCase("[250]", null)]
    [TestCase("1e300", null)]
    public void A_timeout_is_milliseconds_above_0(string timeout, double? milliseconds)
    {
        var request = _server.DecodeOne<Request>($$"""{"jsonrpc":"2.0","method":"sum","timeout":{{timeout}},"id":1}""");

        Assert.That(request.Timeout?.TotalMilliseconds, Is.EqualTo(milliseconds));
    }

    [Test]
    public void A_request_that_is_cut_off_is_too_large_and_has_the_id_that_stood_before_the_cut()
    {
        var cut = Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":12,"method":"sum","params":[1,2""");
        var request = (Request)_server.Decode(cut, truncated: true).Single();

        Assert.That(
            _server.Encode(new Fault(request, request.Problem!)).Single(),
            Does.Contain("""{"code":-32016,""").And.EndsWith(""","id":12}"""));
    }

    [TestCase("""{"jsonrpc":"2.0","method":"sum","params":[1,2""")]
    [TestCase("""{"jsonrpc":"2.0","id":12""")]
    [TestCase("""{"jsonrpc":"2.0","id":"half""")]
    [TestCase("""[{"jsonrpc":"2.0","id":1,"method":"sum"},""")]
    [TestCase("")]
    public void A_request_that_is_cut_off_before_its_id_is_answered_with_null(string message)
    {
        var request = (Request)_server.Decode(Encoding.UTF8.GetBytes(message), truncated: true).Single();

        Assert.That(_server.Encode(new Fault(request, request.Problem!)).Single(), Does.Contain("too_large").And.EndsWith(""","id":null}"""));
    }

    [Test]
    public void A_request_is_read_with_no_more_than_itself_allocated()
    {
        var frame = new Frame(FrameKind.Text, Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","method":"subtract","params":[42,23],"id":1}"""));
        var messages = new List<Envelope>(1);
        long allocated = 0;
        for (var i = 0; i < 100; i++)
        {
            messages.Clear();
            var before = GC.GetAllocatedBytesForCurrentThread();
            _server.Codec.Decode(frame, messages);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // The request, its arguments, and the array of the two.
        Assert.That(allocated, Is.LessThan(400));
    }
}
