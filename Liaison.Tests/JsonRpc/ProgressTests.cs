using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.JsonRpc;

/// <summary>Progress and streaming with the tokens that language servers use.</summary>
internal sealed class ProgressTests
{
    private Endpoint _end = null!;

    [SetUp]
    public void SetUp() => _end = Endpoint.Idle();

    [TearDown]
    public void TearDown() => _end.Dispose();

    [TestCase("""{"jsonrpc":"2.0","method":"m","params":{"workDoneToken":"a\u0062","x":1,"partialResultToken":-7,"y":2},"id":1}""", TestName = "in params")]
    [TestCase("""{"jsonrpc":"2.0","method":"m","params":{"x":1,"y":2},"workDoneToken":"a\u0062","partialResultToken":-7,"id":1}""", TestName = "beside params by name")]
    [TestCase("""{"workDoneToken":"a\u0062","partialResultToken":-7,"jsonrpc":"2.0","method":"m","params":[1,2],"id":1}""", TestName = "beside params by position")]
    [TestCase("""{"workDoneToken":0,"jsonrpc":"2.0","method":"m","params":{"y":1,"workDoneToken":"a\u0062","x":3,"partialResultToken":-7},"id":1}""", TestName = "both, where those in params count")]
    public void Tokens_are_taken_out_of_the_arguments_and_come_back_as_they_were(string message)
    {
        var request = _end.DecodeOne<Request>(message);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.WantsProgress);
            Assert.That(request.WantsItems);
            Assert.That(request.Arguments.Count, Is.EqualTo(2));
            Assert.That(_end.Encode(new Progress(request, "half")).Single(), Is.EqualTo("""{"jsonrpc":"2.0","method":"$/progress","params":{"token":"a\u0062","value":"half"}}"""));
            Assert.That(
                _end.Encode(new Progress(request, new RawJson("""{"$attachment":0}"""u8.ToArray(), [new byte[] { 1, 2 }]))).Single(),
                Is.EqualTo("""{"jsonrpc":"2.0","method":"$/progress","params":{"token":"a\u0062","value":"AQI="}}"""));
            Assert.That(_end.Encode(new Item(request, 3)).Single(), Is.EqualTo("""{"jsonrpc":"2.0","method":"$/progress","params":{"token":-7,"value":3}}"""));
        }
    }

    [TestCase("null")]
    [TestCase("1.5")]
    [TestCase("1e3")]
    [TestCase("{}")]
    public void What_can_be_no_token_asks_for_nothing(string token)
    {
        var inside = _end.DecodeOne<Request>($$"""{"jsonrpc":"2.0","method":"m","params":{"workDoneToken":{{token}} },"id":1}""");
        var beside = _end.DecodeOne<Request>($$"""{"jsonrpc":"2.0","method":"m","partialResultToken":{{token}},"id":1}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(inside.WantsProgress, Is.False);
            Assert.That(inside.Arguments.Count, Is.Zero);
            Assert.That(beside.WantsItems, Is.False);
        }
    }

    [Test]
    public void Nothing_is_sent_to_a_caller_that_gave_no_token()
    {
        var request = _end.DecodeOne<Request>("""{"jsonrpc":"2.0","method":"m","params":{"workDoneToken":1},"id":1}""");

        Assert.That(_end.Encode(new Item(request, 3)), Is.Empty);
    }

    [TestCase("1")]
    [TestCase("\"host:1\"")]
    [TestCase("\"é\\n\\\"\"")]
    [TestCase("\"\\ud800\"")]
    [TestCase("1.50")]
    [TestCase("null")]
    [TestCase("{\"a\":[1]}")]
    public void What_comes_with_our_own_tokens_finds_its_call(string id)
    {
        var sent = new Request { Command = "m", Id = CallId.FromJson(System.Text.Encoding.UTF8.GetBytes(id)), WantsProgress = true, WantsItems = true };
        using var other = Endpoint.Idle();
        var received = InvalidIdAllowed(other, sent);
        var progress = _end.DecodeOne<Progress>(other.Encode(new Progress(received, 1)).Single());
        var item = _end.DecodeOne<Item>(other.Encode(new Item(received, 2)).Single());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(progress.Request.Id, Is.EqualTo(sent.Id));
            Assert.That(progress.Value!.ToString(), Is.EqualTo("1"));
            Assert.That(item.Request.Id, Is.EqualTo(sent.Id));
            Assert.That(item.Value!.ToString(), Is.EqualTo("2"));
        }
    }

    // Of the id only the tokens matter here, and an object is no id.
    private Request InvalidIdAllowed(Endpoint other, Request sent)
    {
        var text = _end.Encode(sent).Single();
        return other.DecodeOne<Request>(text[..text.LastIndexOf(",\"id\":", StringComparison.Ordinal)] + "}");
    }
}
