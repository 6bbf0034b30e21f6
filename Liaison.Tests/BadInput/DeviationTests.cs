using Liaison.Messages;
using Liaison.Tests.Hosting;
using NUnit.Framework;

namespace Liaison.Tests.BadInput;

/// <summary>What is answered otherwise than liaison-py answers it, on purpose: one test for each row of WIRE, section 1, Deviations.</summary>
internal sealed class DeviationTests
{
    private ServedCompanion _served = null!;

    [SetUp]
    public async Task Serve() => _served = await ServedCompanion.StartAsync(new TroubleCompanion());

    [TearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [TestCase("""{"command":{"command":"frobnicate"},"id":1}""", ErrorCode.UnknownCommand)]
    [TestCase("""{"command":{"command":5},"id":1}""", ErrorCode.BadMessage)]
    [TestCase("""{"command":null,"id":1}""", ErrorCode.BadMessage)]
    [TestCase("""{"command":{"command":"ping","args":"abc"},"id":1}""", ErrorCode.BadMessage)]
    [TestCase("""{"command":{"command":"ping","kwargs":[1]},"id":1}""", ErrorCode.BadMessage)]
    [CancelAfter(60_000)]
    public async Task An_unknown_command_and_a_malformed_command_object_are_errors(string message, string code, CancellationToken token) =>
        await AssertErrorAsync(message, code, message, token);

    [TestCase("hello")]
    [TestCase("")]
    [TestCase("""{"command":{"command":"ping"}""")]
    [CancelAfter(60_000)]
    public async Task Text_that_is_not_JSON_is_an_error_with_an_empty_evt(string message, CancellationToken token) =>
        await AssertErrorAsync(message, ErrorCode.BadMessage, "{}", token);

    [TestCase(FrameKind.Text)]
    [TestCase(FrameKind.Binary)]
    [CancelAfter(60_000)]
    public async Task Bytes_that_are_not_UTF_8_are_an_error_with_an_empty_evt(FrameKind kind, CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);

        var reply = await peer.AskInTurnAsync(kind, new byte[] { 0xff, 0xfe, 0x00 }, token);

        Assert.That(reply.Code, Is.EqualTo(ErrorCode.BadMessage));
        Assert.That(reply.Evt, Is.EqualTo("{}"));
    }

    [TestCase("5")]
    [TestCase("\"hello\"")]
    [TestCase("null")]
    [TestCase("[1]")]
    [CancelAfter(60_000)]
    public async Task A_JSON_value_that_is_not_an_object_is_an_error_with_an_empty_evt(string message, CancellationToken token) =>
        await AssertErrorAsync(message, ErrorCode.BadMessage, "{}", token);

    [TestCase("d['k']")]
    [TestCase("d[\\\"k\\\"]")]
    [TestCase("d['k'][0]")]
    [CancelAfter(60_000)]
    public async Task An_element_is_reached_right_behind_a_name(string target, CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);
        await peer.AskAsync("""{"command":{"command":"store","args":["d",{"k":[7]}]}}""", token);

        var reply = await peer.AskInTurnAsync($$"""{"command":{"command":"get","args":["{{target}}"]},"id":1}""", token);

        Assert.That(reply.Response.GetRawText(), Is.EqualTo("[7]").Or.EqualTo("7"));
    }

    [TestCase("NotANumber", "\"NaN\"")]
    [TestCase("OddKeys", "\"System.Collections.Generic.Dictionary`2[System.IntPtr,System.Int32]\"")]
    [TestCase("ThrowingGetter", "\"a text\"")]
    [CancelAfter(60_000)]
    public async Task A_result_that_JSON_cannot_hold_is_text_in_valid_JSON(string method, string expected, CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);

        var reply = await peer.AskInTurnAsync(TestPeer.Request(1, "run", $"trouble.{method}"), token);

        Assert.That(reply.Response.GetRawText(), Is.EqualTo(expected));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Of_duplicate_names_the_last_wins(CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);

        var reply = await peer.AskInTurnAsync("""{"command":{"command":"echo","args":[1],"args":[2]},"id":"x","id":"y"}""", token);

        Assert.That(reply.Response.GetInt32(), Is.EqualTo(2));
        Assert.That(reply.Id, Is.EqualTo("\"y\""));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_message_over_1_MiB_is_taken(CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);

        var reply = await peer.AskInTurnAsync(TestPeer.Request(1, "length", new string('a', 2 << 20)), token);

        Assert.That(reply.Response.GetInt32(), Is.EqualTo(2 << 20));
    }

    [TestCase("ThrowAtOnce")]
    [TestCase("ThrowOutOfMemory")]
    [TestCase("ThrowWithThrowingMessage")]
    [CancelAfter(60_000)]
    public async Task Whatever_a_command_throws_the_host_stays_up(string method, CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);

        var reply = await peer.AskInTurnAsync(TestPeer.Request(1, "run", $"trouble.{method}"), token);

        Assert.That(reply.Code, Is.EqualTo(ErrorCode.Failed));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task The_first_client_leaves_and_nothing_happens_to_the_others(CancellationToken token)
    {
        var first = await _served.ConnectAsync(token);
        await using var second = await _served.ConnectAsync(token);
        await first.CallAsync("ping", [], token);
        await second.CallAsync("ping", [], token);

        await first.DisposeAsync();

        for (var i = 0; i < 3; i++)
        {
            Assert.That((await second.CallAsync("ping", [], token)).Response.GetString(), Is.EqualTo("pong"));
        }
    }

    [TestCase("trouble.ThrowAtOnce", "dotnet:///Liaison.Tests/Liaison.Tests.BadInput.Troublemaker:ThrowAtOnce")]
    [TestCase("System.Math", "dotnet:///System.Private.CoreLib/System.Math")]
    [TestCase("System.Math:Sqrt", "dotnet:///System.Private.CoreLib/System.Math:Sqrt")]
    [CancelAfter(60_000)]
    public async Task A_type_and_a_method_are_written_as_dotnet_addresses(string target, string expected, CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);

        var reply = await peer.AskInTurnAsync(TestPeer.Request(1, "get", target), token);

        Assert.That(reply.Response.GetString(), Is.EqualTo(expected));
    }

    private async Task AssertErrorAsync(string message, string code, string evt, CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);

        var reply = await peer.AskInTurnAsync(message, token);

        Assert.That(reply.Code, Is.EqualTo(code));
        Assert.That(reply.Evt, Is.EqualTo(evt));
    }
}
