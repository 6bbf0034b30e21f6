using Liaison.Messages;
using Liaison.Tests.Hosting;
using NUnit.Framework;

namespace Liaison.Tests.BadInput;

/// <summary>Whatever a peer sends is answered once, with an error that says what to do, and the connection stays of use.</summary>
internal sealed class BadMessageTests
{
    private const int MaxTextLength = 2_000;

    private ServedCompanion _served = null!;

    [OneTimeSetUp]
    public async Task Serve() => _served = await ServedCompanion.StartAsync(new TroubleCompanion());

    [OneTimeTearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [TestCaseSource(typeof(BadMessages), nameof(BadMessages.All))]
    [CancelAfter(60_000)]
    public async Task A_bad_message_is_answered_with_one_clear_error(BadMessage message, CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);

        var reply = await peer.AskInTurnAsync(message.Kind, message.Bytes, token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reply.Code, Is.EqualTo(message.Code), reply.ToString());
            Assert.That(reply.Message, Does.Contain(message.Fix));
            Assert.That(reply.Message, Has.Length.LessThan(MaxTextLength), "an error shows the beginning of what is wrong, and not all of it");
            Assert.That(reply.Evt, Is.EqualTo(message.Evt ?? System.Text.Encoding.UTF8.GetString(message.Bytes).Trim()));
            Assert.That(reply.Json.GetProperty("error").EnumerateArray().Last().GetString(), Is.EqualTo($"{reply.Type}: {reply.Message}\n"));
        }
    }

    // Odd, and answered as liaison-py answers it: of equal names the last wins, wherever they stand.
    [TestCase("""{"command":{"command":"nothing"},"command":{"command":"echo","args":[1]},"id":7}""")]
    [TestCase("""{"command":5,"command":{"command":"echo","args":[1]},"id":7}""")]
    [TestCase("""{"command":{"command":"nothing","command":"echo","args":[1]},"id":7}""")]
    [TestCase("""{"command":{"command":"echo","args":[2,3],"args":[1]},"id":7}""")]
    [TestCase("""{"command":{"command":"echo","args":5,"args":[1]},"id":7}""")]
    [TestCase("""{"command":{"command":"echo","args":[2],"args":null,"kwargs":{"value":1}},"id":7}""")]
    [TestCase("""{"command":{"command":"echo","kwargs":[1],"kwargs":{"value":1}},"id":7}""")]
    [TestCase("""{"command":{"command":"echo","kwargs":{"value":2,"value":1}},"id":7}""")]
    [TestCase("""{"command":{"command":"echo","args":[1]},"id":6,"id":7}""")]
    [TestCase("""{"command":{"command":"echo","args":[1],"more":{"a":[]}},"id":7,"traceparent":5,"nothing":[[]]}""")]
    [TestCase(""" {"command":{"command":"echo","args":null,"kwargs":{"value":1}},"id":7}""")]
    [TestCase("""{"command":{"command":"ec\u0068o","\u0061rgs":[1]},"\u0069d":7}""")]
    [CancelAfter(60_000)]
    public async Task An_odd_message_is_answered_all_the_same(string message, CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);

        var reply = await peer.AskInTurnAsync(message, token);

        Assert.That(reply.IsError, Is.False, reply.ToString());
        Assert.That(reply.Response.GetInt32(), Is.EqualTo(1));
        Assert.That(reply.Evt, Is.EqualTo(message.Trim()));
    }

    [TestCase("1e400", "\"Infinity\"")]
    [TestCase("-1e400", "\"-Infinity\"")]
    [TestCase("1e-400", "0")]
    [TestCase("18446744073709551616", "18446744073709551616")]
    [TestCase("\"$$home\"", "\"$home\"")]
    [TestCase("\"$5.00 off\"", "\"$5.00 off\"")]
    [TestCase("\"$\"", "\"$\"")]
    [TestCase("\"\\u0000\"", "\"\\u0000\"")]
    [CancelAfter(60_000)]
    public async Task An_odd_value_is_taken_as_it_is_meant(string argument, string expected, CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);

        var reply = await peer.AskInTurnAsync($$"""{"command":{"command":"echo","args":[{{argument}}]},"id":7}""", token);

        Assert.That(reply.Response.GetRawText(), Is.EqualTo(expected));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_number_of_10000_digits_comes_back_to_the_digit(CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);
        var digits = "1" + new string('0', 9_998) + "7";

        var reply = await peer.AskInTurnAsync($$"""{"command":{"command":"echo","args":[{{digits}}]},"id":7}""", token);

        Assert.That(reply.Response.GetRawText(), Is.EqualTo(digits));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task An_id_that_is_no_text_is_echoed_to_the_byte(CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);
        const string Message = """{"command":{"command":"exists","args":["companion"]},"id":"\ud800"}""";

        var reply = await peer.AskInTurnAsync(Message, token);

        Assert.That(reply.Response.GetBoolean());
        Assert.That(reply.Evt, Is.EqualTo(Message));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_long_name_is_not_repeated_in_the_error(CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);
        var name = new string('x', 1_000_000);

        var command = await peer.AskInTurnAsync($$"""{"command":{"command":"{{name}}"},"id":7}""", token);
        var keyword = await peer.AskInTurnAsync($$"""{"command":{"kwargs":{"{{name}}":1},"command":"echo"},"id":7}""", token);

        Assert.That(command.Code, Is.EqualTo(ErrorCode.UnknownCommand));
        Assert.That(command.Message, Has.Length.LessThan(MaxTextLength));
        Assert.That(keyword.Code, Is.EqualTo(ErrorCode.BadArguments));
        Assert.That(keyword.Message, Has.Length.LessThan(MaxTextLength));
    }
}
