using System.Text.Json.Nodes;
using Liaison.Companions;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.JsonRpc;

/// <summary>Errors as they are written, and as they are read (specification, section 5.1).</summary>
internal sealed class ErrorTests
{
    private readonly SpecificationCompanion _companion = new();
    private readonly SpecificationCompanion _detailed = new(new CompanionOptions { IncludeErrorDetails = true });
    private Endpoint _server = null!;

    [SetUp]
    public void SetUp() => _server = new Endpoint(_companion);

    [TearDown]
    public void TearDown() => _server.Dispose();

    [OneTimeTearDown]
    public async Task DisposeAsync()
    {
        await _companion.DisposeAsync();
        await _detailed.DisposeAsync();
    }

    [TestCase(ErrorCode.BadMessage, -32600)]
    [TestCase(ErrorCode.UnknownCommand, -32601)]
    [TestCase(ErrorCode.BadArguments, -32602)]
    [TestCase(ErrorCode.Internal, -32603)]
    [TestCase(ErrorCode.Failed, -32000)]
    [TestCase(ErrorCode.NotFound, -32010)]
    [TestCase(ErrorCode.NotExposed, -32011)]
    [TestCase(ErrorCode.Ambiguous, -32012)]
    [TestCase(ErrorCode.Canceled, -32013)]
    [TestCase(ErrorCode.Timeout, -32014)]
    [TestCase(ErrorCode.Busy, -32015)]
    [TestCase(ErrorCode.TooLarge, -32016)]
    [TestCase(ErrorCode.Unauthorized, -32017)]
    [TestCase(ErrorCode.ShuttingDown, -32018)]
    [TestCase(ErrorCode.ContractMismatch, -32019)]
    [TestCase(ErrorCode.Disconnected, -32020)]
    [TestCase(ErrorCode.ConnectionLost, -32021)]
    [TestCase(ErrorCode.Closed, -32022)]
    [TestCase("out_of_paper", -32000)]
    public async Task A_code_has_its_number_and_is_read_again(string code, int number)
    {
        var answer = await _server.AnswerAsync($$"""{"jsonrpc":"2.0","method":"fail","params":["{{code}}","Put paper in."],"id":1}""");
        var fault = _server.DecodeOne<Fault>(answer.ToJsonString());

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)answer["error"]!["code"]!, Is.EqualTo(number));
            Assert.That((string?)answer["error"]!["data"]!["code"], Is.EqualTo(code));
            Assert.That(fault.Error.Code, Is.EqualTo(code));
            Assert.That(fault.Error.Message, Is.EqualTo("Put paper in."));
            Assert.That(fault.Error.Lines, Is.EqualTo(CommandError.Of(code, "Put paper in.").Lines));
        }
    }

    [Test]
    public async Task An_error_says_what_was_thrown()
    {
        var sent = await _server.ReceiveAsync("""{"jsonrpc":"2.0","method":"throw","id":1}""");

        Assert.That(sent, Is.EqualTo(new[]
        {
            """{"jsonrpc":"2.0","error":{"code":-32000,"message":"It does not work.","data":{"code":"failed","type":"System.InvalidOperationException"}},"id":1}""",
        }));
    }

    [Test]
    public async Task With_details_an_error_has_its_stack_which_is_read_again()
    {
        using var server = new Endpoint(_detailed);
        var answer = await server.AnswerAsync("""{"jsonrpc":"2.0","method":"throw","id":1}""");
        var stack = answer["error"]!["data"]!["stack"]!.AsArray().Select(line => (string)line!).ToArray();
        var fault = server.DecodeOne<Fault>(answer.ToJsonString());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stack, Has.Length.GreaterThan(1).And.Some.Contain(nameof(SpecificationCompanion.Throw)));
            Assert.That(fault.Error.Lines, Is.EqualTo(stack));
            Assert.That(fault.Error.Type, Is.EqualTo("System.InvalidOperationException"));
        }
    }

    [Test]
    public async Task The_specification_words_the_errors_of_the_protocol_and_the_data_says_what_to_do()
    {
        var answer = await _server.AnswerAsync("""{"jsonrpc":"2.0","method":"foobar","id":1}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)answer["error"]!["message"], Is.EqualTo("Method not found"));
            Assert.That((string?)answer["error"]!["data"]!["message"], Does.Contain("'foobar'"));
            Assert.That(_server.DecodeOne<Fault>(answer.ToJsonString()).Error.Message, Does.Contain("'foobar'"));
        }
    }

    [TestCase(-32700, ErrorCode.BadMessage)]
    [TestCase(-32600, ErrorCode.BadMessage)]
    [TestCase(-32601, ErrorCode.UnknownCommand)]
    [TestCase(-32602, ErrorCode.BadArguments)]
    [TestCase(-32603, ErrorCode.Internal)]
    [TestCase(-32014, ErrorCode.Timeout)]
    [TestCase(-32800, ErrorCode.Canceled)]
    [TestCase(-32802, ErrorCode.Canceled)]
    [TestCase(-32001, ErrorCode.Failed)]
    [TestCase(1, ErrorCode.Failed)]
    public void An_error_of_anybody_elses_is_told_by_its_number(int number, string code)
    {
        var error = _server.DecodeOne<Fault>($$"""{"jsonrpc":"2.0","error":{"code":{{number}},"message":"No."},"id":1}""").Error;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error, Is.EqualTo(CommandError.Of(code, "No.") with { Lines = error.Lines }));
            Assert.That(error.Lines, Is.EqualTo(CommandError.Of(code, "No.").Lines));
        }
    }

    [TestCase("""{"code":1,"message":"No.","data":{"code":"own","data":{"id":7}}}""", "{\"id\":7}")]
    [TestCase("""{"code":1,"message":"No.","data":{"code":"own","data":[1],"data":"x"}}""", "\"x\"")]
    [TestCase("""{"code":1,"message":"No.","data":{"code":"own","data":null}}""", null)]
    [TestCase("""{"code":1,"message":"No.","data":[{"data":1}]}""", null)]
    public void What_an_error_carries_stands_in_its_data(string error, string? carried)
    {
        var fault = _server.DecodeOne<Fault>($$"""{"jsonrpc":"2.0","error":{{error}},"id":1}""");

        Assert.That(fault.Error.Data?.ToString(), Is.EqualTo(carried));
    }

    [Test]
    public void What_an_error_carries_is_written_into_its_data()
    {
        var request = _server.DecodeOne<Request>("""{"jsonrpc":"2.0","method":"take","id":1}""");
        var error = CommandError.Of("seat_taken", "It is taken.") with { Data = new RawJson("""{"seat":7,"photo":{"$attachment":0}}"""u8.ToArray(), [new byte[] { 1 }]) };

        Assert.That(_server.Encode(new Fault(request, error)), Is.EqualTo(new[]
        {
            """{"jsonrpc":"2.0","error":{"code":-32000,"message":"It is taken.","data":{"code":"seat_taken","type":"Liaison.Messages.CommandException","data":{"seat":7,"photo":"AQ=="}}},"id":1}""",
        }));
    }

    [TestCase("""{"code":1,"message":"No.","data":{"message":"theirs","stack":"at x"}}""", "failed", "No.")]
    [TestCase("""{"code":1,"message":"No.","data":{"stack":["a",1],"code":[{}]}}""", "failed", "No.")]
    [TestCase("""{"code":1,"message":"No.","data":[{"code":"x"}]}""", "failed", "No.")]
    [TestCase("""{"code":1,"message":"No.","data":"text"}""", "failed", "No.")]
    [TestCase("""{"code":"1","message":"\ud800"}""", "failed", "The other end did not say why.")]
    [TestCase("""{"code":1e99,"message":7}""", "failed", "The other end did not say why.")]
    [TestCase("{}", "failed", "The other end did not say why.")]
    [TestCase("\"No.\"", "bad_message", "The other end's answer has an error that is not an object: it does not follow JSON-RPC 2.0, section 5.")]
    [TestCase("null", "bad_message", "The other end's answer has an error that is not an object: it does not follow JSON-RPC 2.0, section 5.")]
    public void An_error_of_any_form_fails_its_call(string error, string code, string message)
    {
        var fault = _server.DecodeOne<Fault>($$"""{"jsonrpc":"2.0","error":{{error}},"id":"a"}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(fault.Request.Id, Is.EqualTo(CallId.Of("a")));
            Assert.That(fault.Error.Code, Is.EqualTo(code));
            Assert.That(fault.Error.Message, Is.EqualTo(message));
            Assert.That(fault.Error.Lines, Has.Count.EqualTo(1));
        }
    }

    [TestCase("""{"id":1,"result":5}""", "lacks \"jsonrpc\": \"2.0\"")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"result":5,"error":null}""", "has both a result and an error")]
    public void An_answer_that_is_not_as_it_should_be_fails_its_call(string answer, string text)
    {
        var fault = _server.DecodeOne<Fault>(answer);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(fault.Request.Id, Is.EqualTo(CallId.Of(1)));
            Assert.That(fault.Error.Code, Is.EqualTo(ErrorCode.BadMessage));
            Assert.That(fault.Error.Message, Does.Contain(text));
        }
    }

    [TestCase("""{"jsonrpc":"2.0","result":5}""")]
    [TestCase("""{"jsonrpc":"2.0","result":5,"id":[]}""")]
    [TestCase("""{"error":{"code":1,"message":"x"}}""")]
    public void An_answer_to_nobody_is_dropped_and_never_answered(string answer) => Assert.That(_server.Decode(answer), Is.Empty);

    [Test]
    public void An_answer_that_is_cut_off_fails_its_call_and_is_not_answered()
    {
        var known = _server.Decode("""{"jsonrpc":"2.0","id":4,"result":[1,2"""u8.ToArray(), truncated: true);
        var unknown = _server.Decode("""{"jsonrpc":"2.0","result":[1,2"""u8.ToArray(), truncated: true);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(((Fault)known.Single()).Request.Id, Is.EqualTo(CallId.Of(4)));
            Assert.That(((Fault)known.Single()).Error.Code, Is.EqualTo(ErrorCode.TooLarge));
            Assert.That(unknown, Is.Empty);
        }
    }

    [Test]
    public void A_text_with_half_a_surrogate_pair_is_written_as_JSON()
    {
        var request = _server.DecodeOne<Request>("""{"jsonrpc":"2.0","method":"\n","id":1}""");
        var sent = _server.Encode(new Fault(request, CommandError.Of("\ud800", "\udc00")));

        Assert.That(() => JsonNode.Parse(sent.Single()), Throws.Nothing);
    }
}
