using System.Text.Json;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Replay;

/// <summary>
/// Sends what front ends once sent to liaison-py, and compares the replies with those of liaison-py, member by member. Each line of the
/// recording is one test; where a reply is meant to differ, <see cref="Differences"/> has the one expected and the reason.
/// </summary>
internal sealed class ReplayTests
{
    private const string Start = "server stdout at start";
    private const string Close = "client closed normally";

    private Conversation _conversation = null!;

    private static IEnumerable<TestCaseData> Cases => RecordedCase.All.Select(recorded => new TestCaseData(recorded).SetArgDisplayNames(recorded.ToString()));

    [OneTimeSetUp]
    [CancelAfter(60_000)]
    public async Task HoldTheConversation()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        _conversation = await Conversation.HoldAsync(deadline.Token);
    }

    [OneTimeTearDown]
    public async Task EndTheConversation() => await _conversation.DisposeAsync();

    [TestCaseSource(nameof(Cases))]
    public void The_reply_is_that_of_liaison_py(RecordedCase recorded)
    {
        var exchange = _conversation.Exchanges[recorded.Line];
        if (exchange.Reply is null)
        {
            AssertNothingWasDue(recorded);
            return;
        }

        if (Differences.ByNote.TryGetValue(recorded.Note, out var difference))
        {
            AssertDiffers(exchange, difference);
        }
        else
        {
            AssertAsRecorded(exchange, recorded);
        }

        Assert.That((exchange.Other?.Response.GetString()) ?? "pong", Is.EqualTo("pong"));
    }

    [Test]
    public void Every_line_of_the_recording_is_one_case()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(RecordedCase.All, Has.Count.EqualTo(133));
            Assert.That(RecordedCase.All.Select(recorded => recorded.Note), Is.Unique);
            Assert.That(_conversation.Exchanges.Keys.Order(), Is.EqualTo(RecordedCase.All.Select(recorded => recorded.Line)));
            Assert.That(Cases.Select(test => test.Arguments!.Single()), Is.EqualTo(RecordedCase.All));
        }
    }

    [Test]
    public void Every_difference_is_that_of_a_recorded_case_and_has_a_reason()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Differences.ByNote.Keys, Is.SubsetOf(RecordedCase.All.Select(recorded => recorded.Note)));
            Assert.That(Differences.ByNote.Values.Select(difference => difference.Reason), Has.All.Not.Empty);
            Assert.That(Differences.ByNote.Values.Where(difference => (difference.Response is null) == (difference.Code is null)), Is.Empty);
        }
    }

    private void AssertNothingWasDue(RecordedCase recorded)
    {
        // The first case is the marker, which the tool writes: a host in process has its addresses. In the other the peer only leaves.
        Assert.That(recorded.Note, Does.StartWith(Start).Or.StartsWith(Close));
        Assert.That(_conversation.Addresses, Is.EqualTo(new[] { "memory:test" }));
    }

    private static void AssertDiffers(Conversation.Exchange exchange, Difference difference)
    {
        var reply = exchange.Reply!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reply.Code, Is.EqualTo(difference.Code), reply.ToString());
            Assert.That(reply.Evt, Is.EqualTo(difference.Evt ?? exchange.Sent!.Trim()));
            if (difference.Response is { } expected && !reply.IsError)
            {
                Assert.That(JsonValues.AreEqual(reply.Response, JsonElement.Parse(expected)), reply.ToString());
            }
        }
    }

    private static void AssertAsRecorded(Conversation.Exchange exchange, RecordedCase recorded)
    {
        var reply = exchange.Reply!;

        // A long payload was not recorded whole: what is echoed is what was sent.
        var isCut = recorded.Note.StartsWith("payload", StringComparison.Ordinal);
        var expected = JsonElement.Parse(isCut ? $$"""{"response": 1000000, "tag": "response", "evt": {{exchange.Sent}}}""" : recorded.Received!);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reply.Evt, Is.EqualTo(exchange.Sent!.Trim()), "the echo, byte for byte");
            Assert.That(JsonValues.AreEqual(reply.Json.GetProperty("evt"), expected.GetProperty("evt")), "the echo, by value");
            Assert.That(reply.Json.GetProperty("tag").GetString(), Is.EqualTo(expected.GetProperty("tag").GetString()), reply.ToString());
            if (expected.TryGetProperty("error", out var lines) && reply.IsError)
            {
                AssertError(reply.Json, PythonErrors.Translate(lines));
            }
            else if (!reply.IsError)
            {
                AssertValue(reply.Response, expected.GetProperty("response"));
            }
        }
    }

    private static void AssertError(JsonElement reply, (string Code, string Type, string Message) expected)
    {
        Assert.That(reply.GetProperty("code").GetString(), Is.EqualTo(expected.Code), reply.ToString());
        Assert.That(reply.GetProperty("type").GetString(), Is.EqualTo(expected.Type));
        AssertLastLine(reply.GetProperty("error"), expected);
    }

    private static void AssertLastLine(JsonElement lines, (string Code, string Type, string Message) expected)
    {
        var last = lines.EnumerateArray().Last().GetString();
        Assert.That(last, Does.StartWith(expected.Type + ": ").And.EndsWith("\n"));

        // What a function said itself is the same; what Liaison says is not what Python said.
        if (expected.Code == ErrorCode.Failed)
        {
            Assert.That(last, Is.EqualTo($"{expected.Type}: {expected.Message}\n"));
        }
    }

    private static void AssertValue(JsonElement actual, JsonElement expected)
    {
        if (expected.ValueKind == JsonValueKind.Object && expected.TryGetProperty("success", out var success) && !success.GetBoolean())
        {
            Assert.That(actual.GetProperty("success").GetBoolean(), Is.False);
            AssertLastLine(actual.GetProperty("result"), PythonErrors.Translate(expected.GetProperty("result")));
            return;
        }

        Assert.That(JsonValues.AreEqual(actual, expected), $"expected {expected}, got {actual}");
    }
}
