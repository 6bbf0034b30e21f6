using System.Runtime.InteropServices;
using System.Text.Json;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Tests.Hosting;
using NUnit.Framework;

namespace Liaison.Tests.BadInput;

/// <summary>Whatever a command throws or returns, there is one reply, it is JSON, and the connection stays of use.</summary>
internal sealed class BadResultTests
{
    private const string Types = "dotnet:///Liaison.Tests/Liaison.Tests.BadInput.Troublemaker";

    private ServedCompanion _served = null!;

    [OneTimeSetUp]
    public async Task Serve()
    {
        var companion = new TroubleCompanion(new CompanionOptions { MaxSequenceItems = 1_000 }).Expose(typeof(NativeMemory));
        _served = await ServedCompanion.StartAsync(companion);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [TestCase("ThrowAtOnce", "System.InvalidOperationException", "at once")]
    [TestCase("ThrowAfterAwait", "System.InvalidOperationException", "after an await")]
    [TestCase("ThrowAfterAwaitInValueTask", "System.InvalidOperationException", "in a ValueTask")]
    [TestCase("FaultedTask", "System.InvalidOperationException", "a faulted task")]
    [TestCase("CustomAwaitable", "System.InvalidOperationException", "a custom awaitable")]
    [TestCase("ThrowNull", "System.NullReferenceException", null)]
    [TestCase("ThrowOutOfMemory", "System.OutOfMemoryException", "out of memory")]
    [TestCase("ThrowSeveral", "System.AggregateException", null)]
    [TestCase("ThrowWithThrowingMessage", "Liaison.Tests.BadInput.Troublemaker+UnspeakableException", "")]
    [TestCase("ThrowWithNullMessage", "Liaison.Tests.BadInput.Troublemaker+SilentException", "")]
    [TestCase("ThrowingSequence", "System.InvalidOperationException", "in the middle")]
    [CancelAfter(60_000)]
    public async Task What_a_command_throws_is_its_error(string method, string type, string? text, CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);

        var reply = await RunAsync(peer, method, token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reply.Code, Is.EqualTo(ErrorCode.Failed), reply.ToString());
            Assert.That(reply.Type, Is.EqualTo(type));
            Assert.That(reply.Message, text is null ? Is.Not.Null : Is.EqualTo(text));
            Assert.That(reply.Json.GetProperty("error").EnumerateArray().Last().GetString(), Is.EqualTo($"{reply.Type}: {reply.Message}\n"));
        }
    }

    [TestCase("ThrowAtOnce", "at once")]
    [TestCase("ThrowWithThrowingMessage", "")]
    [TestCase("FaultedTask", "a faulted task")]
    [CancelAfter(60_000)]
    public async Task Details_make_no_difference_to_that(string method, string text, CancellationToken token)
    {
        await using var served = await ServedCompanion.StartAsync(new TroubleCompanion(new CompanionOptions { IncludeErrorDetails = true }));
        await using var peer = await served.ConnectAsync(token);

        var reply = await RunAsync(peer, method, token);

        Assert.That(reply.Code, Is.EqualTo(ErrorCode.Failed));
        Assert.That(reply.Json.GetProperty("error").EnumerateArray().Last().GetString(), Is.EqualTo($"{reply.Type}: {text}\n"));
    }

    [TestCase("CanceledTask", ErrorCode.Canceled, "")]
    [TestCase("EndlessSequence", ErrorCode.TooLarge, "raise MaxSequenceItems")]
    [TestCase("Span", ErrorCode.BadArguments, "cannot leave the stack")]
    [TestCase("ThrowingProperty", ErrorCode.Failed, "the property")]
    [CancelAfter(60_000)]
    public async Task What_cannot_be_given_is_an_error_of_its_own(string method, string code, string text, CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);

        var reply = await RunAsync(peer, method, token);

        Assert.That(reply.Code, Is.EqualTo(code), reply.ToString());
        Assert.That(reply.Message, Does.Contain(text));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_function_that_gives_a_pointer_is_not_called(CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);

        var reply = await peer.AskInTurnAsync(TestPeer.Request(7, "run", "NativeMemory:AllocZeroed", 8), token);

        Assert.That(reply.Code, Is.EqualTo(ErrorCode.BadArguments), reply.ToString());
    }

    // A value that JSON has no form for is its text, and never a broken message.
    [TestCase("NullTask", "null")]
    [TestCase("Cycle", "\"System.Collections.Generic.List`1[System.Object]\"")]
    [TestCase("Deep", "\"System.Object[]\"")]
    [TestCase("ThrowingGetter", "\"a text\"")]
    [TestCase("GetterWithoutMemory", "\"a text\"")]
    [TestCase("ThrowingToString", "\"Liaison.Tests.BadInput.Troublemaker.ThrowingText\"")]
    [TestCase("LyingCollection", "\"a liar\"")]
    [TestCase("Pointer", "\"42\"")]
    [TestCase("Stream", "\"System.IO.MemoryStream\"")]
    [TestCase("Type", "\"dotnet:///System.Private.CoreLib/System.Collections.Generic.List<System.Int32>\"")]
    [TestCase("Method", $"\"{Types}:ThrowAtOnce\"")]
    [TestCase("NotANumber", "\"NaN\"")]
    [TestCase("HalfASurrogatePair", "\"a\uFFFDb\"")]
    [TestCase("TupleKeys", "\"System.Collections.Generic.Dictionary`2[System.Tuple`2[System.Int32,System.Nullable`1[System.Int32]],System.Int32]\"")]
    [TestCase("ObjectKeys", """{"(1, 2)":1,"Monday":2,"1.5":3,"System.Int32":4}""")]
    [TestCase("OddKeys", "\"System.Collections.Generic.Dictionary`2[System.IntPtr,System.Int32]\"")]
    [TestCase("TaskInside", """{"task":"Task (WaitingForActivation)"}""")]
    [TestCase("Unspeakable", """["Liaison.Tests.BadInput.Troublemaker+UnspeakableException: \n"]""")]
    [CancelAfter(60_000)]
    public async Task What_JSON_cannot_hold_is_text(string method, string expected, CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);

        var reply = await RunAsync(peer, method, token);

        Assert.That(reply.IsError, Is.False, reply.ToString());
        Assert.That(JsonElement.DeepEquals(reply.Response, JsonElement.Parse(expected)), reply.ToString());
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_delegate_is_the_name_of_its_method(CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);

        var reply = await RunAsync(peer, "Function", token);

        Assert.That(reply.Response.GetString(), Does.StartWith(Types));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task The_names_can_be_listed_whatever_they_stand_for(CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);
        foreach (var method in new[] { "ThrowingToString", "Cycle", "Unspeakable", "ThrowingGetter" })
        {
            await peer.CallAsync("init", ["odd", $"trouble.{method}"], token);

            var reply = await peer.CallAsync("names", [], token);

            Assert.That(reply.Response.EnumerateArray().Select(name => name.GetProperty("name").GetString()), Does.Contain("odd"));
        }
    }

    private static Task<Reply> RunAsync(TestPeer peer, string method, CancellationToken token) =>
        peer.AskInTurnAsync(method == nameof(Troublemaker.ThrowingProperty)
            ? TestPeer.Request(7, "get", $"trouble.{method}")
            : TestPeer.Request(7, "run", $"trouble.{method}"), token);
}
