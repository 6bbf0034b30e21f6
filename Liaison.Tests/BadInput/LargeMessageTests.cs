using Liaison.Messages;
using Liaison.Tests.Hosting;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.BadInput;

/// <summary>Messages past the limits end the connection with one answer, and those below them take time in proportion to their size.</summary>
internal sealed class LargeMessageTests
{
    private const int Many = 100_000;
    private const int Mebibyte = 1_048_576;

    private ServedCompanion _served = null!;

    [OneTimeSetUp]
    public async Task Serve() => _served = await ServedCompanion.StartAsync(new TroubleCompanion());

    [OneTimeTearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [TestCase("""{"id":{"n":[1]},"command":{"command":"echo","args":["{0}"]}}""", """{"id":{"n":[1]}}""")]
    [TestCase("""{"more":"x","id":"big","command":{"command":"echo","args":["{0}"]}}""", """{"id":"big"}""")]
    [TestCase("""{"command":{"command":"echo","args":["{0}"]},"id":"big"}""", "{}")]
    [TestCase("""{"id":"{0}","command":{"command":"ping"}}""", "{}")]
    [TestCase("""["id",1,"{0}"]""", "{}")]
    [TestCase("{0}", "{}")]
    [CancelAfter(60_000)]
    public async Task A_message_of_17_MiB_is_too_large_and_ends_its_connection_alone(string message, string evt, CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);
        await using var other = await _served.ConnectAsync(token);

        var reply = await peer.AskAsync(message.Replace("{0}", new string('a', 17 * Mebibyte), StringComparison.Ordinal), token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reply.Code, Is.EqualTo(ErrorCode.TooLarge));
            Assert.That(reply.Message, Does.Contain("raise MaxMessageBytes"));
            Assert.That(reply.Evt, Is.EqualTo(evt));
            Assert.That(await peer.ReceiveAsync(token), Is.Null, "the connection is closed behind the answer");
        }

        await using var next = await _served.ConnectAsync(token);
        Assert.That((await next.CallAsync("ping", [], token)).Response.GetString(), Is.EqualTo("pong"));
        Assert.That((await other.CallAsync("ping", [], token)).Response.GetString(), Is.EqualTo("pong"));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task What_was_sent_before_a_message_that_is_too_large_is_answered(CancellationToken token)
    {
        await using var served = await ServedCompanion.StartAsync(new TroubleCompanion(), null, new InMemoryOptions { MaxMessageBytes = 1_000 });
        await using var peer = await served.ConnectAsync(token);

        await peer.SendAsync(TestPeer.Request(1, "echo", "before"), token);
        await peer.SendAsync(TestPeer.Request(2, "echo", new string('a', 1_000)), token);

        Assert.That((await peer.NextAsync(token)).Response.GetString(), Is.EqualTo("before"));
        Assert.That((await peer.NextAsync(token)).Code, Is.EqualTo(ErrorCode.TooLarge));
        Assert.That(await peer.ReceiveAsync(token), Is.Null);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_message_of_just_the_limit_is_taken(CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);
        const string Message = """{"id":7,"echo":"id","command":{"command":"length","args":["ALL"]}}""";
        var length = (16 * Mebibyte) - Message.Length + "ALL".Length;

        var reply = await peer.AskInTurnAsync(Message.Replace("ALL", new string('a', length), StringComparison.Ordinal), token);

        Assert.That(reply.Response.GetInt32(), Is.EqualTo(length));
    }

    // Of quadratic time each of these would take minutes.
    [TestCase("""{"command":{"command":"count","kwargs":{ALL}},"id":7}""", Many)]
    [TestCase("""{"command":{"command":"run","args":["trouble.CountKeywords"],"kwargs":{ALL}},"id":7}""", Many)]
    [TestCase("""{"command":{"command":"run","kwargs":{"fcn":"trouble.CountKeywords",ALL}},"id":7}""", Many)]
    [TestCase("""{"command":{"command":"run","kwargs":{ALL,"fcn":"trouble.CountKeywords"}},"id":7}""", Many)]
    [CancelAfter(120_000)]
    public async Task A_hundred_thousand_keywords_are_taken(string message, int expected, CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);

        var reply = await peer.AskInTurnAsync(message.Replace("ALL", Join(i => $"\"k{i}\":{i}"), StringComparison.Ordinal), token);

        Assert.That(reply.IsError, Is.False, reply.ToString());
        Assert.That(reply.Response.GetInt32(), Is.EqualTo(expected));
    }

    [TestCase("""{"command":{"command":"echo","kwargs":{ALL}},"id":7}""")]
    [TestCase("""{"command":{"command":"run","args":["trouble.ThrowAtOnce"],"kwargs":{ALL}},"id":7}""")]
    [TestCase("""{"command":{"command":"run","args":["System.Math:Abs"],"kwargs":{ALL}},"id":7}""")]
    [CancelAfter(120_000)]
    public async Task A_hundred_thousand_keywords_that_nobody_takes_are_one_error(string message, CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);

        var reply = await peer.AskInTurnAsync(message.Replace("ALL", Join(i => $"\"k{i}\":{i}"), StringComparison.Ordinal), token);

        Assert.That(reply.Code, Is.EqualTo(ErrorCode.BadArguments), reply.ToString());
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task A_hundred_thousand_equal_keywords_are_the_last_of_them(CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);

        var reply = await peer.AskInTurnAsync($$$"""{"command":{"kwargs":{{{{Join(i => $"\"value\":{i}")}}}},"command":"echo"},"id":7}""", token);

        Assert.That(reply.Response.GetInt32(), Is.EqualTo(Many - 1));
    }

    [TestCase("1")]
    [TestCase("\"$trouble.Null\"")]
    [TestCase("[\"$trouble.Null\"]")]
    [TestCase("\"$$\"")]
    [CancelAfter(120_000)]
    public async Task A_hundred_thousand_arguments_are_taken(string argument, CancellationToken token)
    {
        await using var peer = await _served.ConnectAsync(token);

        var reply = await peer.AskInTurnAsync($$"""{"command":{"args":["trouble.CountItems",{{Join(_ => argument)}}],"command":"run"},"id":7}""", token);

        Assert.That(reply.IsError, Is.False, reply.ToString());
        Assert.That(reply.Response.GetInt32(), Is.EqualTo(Many));
    }

    private static string Join(Func<int, string> item) => string.Join(',', Enumerable.Range(0, Many).Select(item));
}
