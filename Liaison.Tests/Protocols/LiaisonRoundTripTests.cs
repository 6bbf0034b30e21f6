using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Liaison.Messages;
using Liaison.Tests.Calling;
using NUnit.Framework;
using static Liaison.Tests.Protocols.LiaisonWire;

namespace Liaison.Tests.Protocols;

/// <summary>What one codec encodes another decodes, for every kind of message.</summary>
[CancelAfter(60_000)]
internal sealed class LiaisonRoundTripTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
            Gen.Elements("$", "\"", "\\", "{", "}", "\n", "ü", "\ud83d\ude00", "response", "error", "next", "progress", "id", "LSN1", "\u2028", "\0"),
            Gen.Choose(32, 126).Select(value => ((char)value).ToString()))
        .ListOf().Select(string.Concat);

    private static readonly Gen<CallId> Ids = Gen.OneOf(
        Texts.Select(CallId.Of),
        Gen.Choose(int.MinValue, int.MaxValue).Select(number => CallId.Of(number)),
        Gen.Elements("null", "true", "[1,\"a\"]", "{\"id\":2}").Select(json => CallId.FromJson(System.Text.Encoding.UTF8.GetBytes(json))));

    private static readonly Gen<byte[]> Blobs = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();

    private static readonly Gen<object?> Anything = Gen.OneOf<object?>(
        Gen.Constant<object?>(null),
        Gen.Choose(-1000, 1000).Select(value => (object?)value),
        Texts.Select(text => (object?)text),
        Texts.ListOf().Select(texts => (object?)texts.ToArray()),
        Blobs.Select(bytes => (object?)bytes),
        Blobs.Zip(Blobs, (left, right) => (object?)new Dictionary<string, object?> { ["left"] = left, ["right"] = new object[] { 1, right } }));

    [Test]
    public void Whatever_is_encoded_comes_back_attached_or_not([Values] bool attaches)
    {
        Seeded.Check(Ids.Zip(Anything).Zip(Texts, (left, text) => (left.Item1, left.Item2, text)), given =>
        {
            var (id, value, text) = given;
            var (sender, receiver) = (Codec(attaches), Codec());
            foreach (var message in Messages(id, value, text))
            {
                AssertSame(message, receiver.Decode<Envelope>(sender.Encode(message)));
            }

            Assert.That(receiver.Attaches, Is.EqualTo(attaches));
            return Task.CompletedTask;
        });
    }

    private static IEnumerable<Envelope> Messages(CallId id, object? value, string text)
    {
        var request = Request.WithId(id);
        yield return new Response(request, value);
        yield return new Fault(request, new CommandError("code " + text, "type " + text, text, [text, text + "\n"]));
        yield return new Progress(request, value);
        yield return new Item(request, value);
        yield return new Publication("topic " + text, value) { Dropped = text.Length };
        yield return new Request
        {
            Id = id,
            Command = text,
            Arguments = CommandArguments.Of([value, text], new Dictionary<string, object?> { [text] = value }, Json, attach: text.Length % 2 == 0),
            Timeout = text.Length == 0 ? null : TimeSpan.FromTicks(text.Length),
            WantsProgress = text.Length % 3 == 0,
            WantsItems = text.Length % 5 == 0,
        };
    }

    private static void AssertSame(Envelope sent, Envelope received)
    {
        Assert.That(received.GetType(), Is.EqualTo(sent.GetType()));
        switch (sent, received)
        {
            case (Response one, Response other):
                AssertSame(one.Request, one.Value, other.Request, other.Value);
                break;
            case (Progress one, Progress other):
                AssertSame(one.Request, one.Value, other.Request, other.Value);
                break;
            case (Item one, Item other):
                AssertSame(one.Request, one.Value, other.Request, other.Value);
                break;
            case (Fault one, Fault other):
                Assert.That(other.Request.Id, Is.EqualTo(one.Request.Id));
                Assert.That(other.Error with { Lines = [] }, Is.EqualTo(one.Error with { Lines = [] }));
                Assert.That(other.Error.Lines, Is.EqualTo(one.Error.Lines));
                break;
            case (Publication one, Publication other):
                Assert.That((other.Topic, other.Dropped), Is.EqualTo((one.Topic, one.Dropped)));
                Assert.That(Comparable(other.Value), Is.EqualTo(Comparable(one.Value)));
                break;
            case (Request one, Request other):
                AssertSame(one, other);
                break;
        }
    }

    private static void AssertSame(Request one, object? value, Request other, object? received)
    {
        Assert.That(other.Id, Is.EqualTo(one.Id));
        Assert.That(Comparable(received), Is.EqualTo(Comparable(value)));
    }

    private static void AssertSame(Request sent, Request received)
    {
        Assert.That(received.Problem, Is.Null);
        Assert.That(
            (received.Id, received.Command, received.Timeout, received.WantsProgress, received.WantsItems),
            Is.EqualTo((sent.Id, sent.Command, sent.Timeout, sent.WantsProgress, sent.WantsItems)));
        Assert.That(received.Arguments.Count, Is.EqualTo(sent.Arguments.Count));
        for (var i = 0; i < received.Arguments.Count; i++)
        {
            Assert.That(received.Arguments[i].Name, Is.EqualTo(sent.Arguments[i].Name));
            Assert.That(Comparable(ValueOf(received.Arguments[i])), Is.EqualTo(Comparable(ValueOf(sent.Arguments[i]))));
        }
    }

    private static RawJson ValueOf(Argument argument) => new(argument.Json, argument.Attachments);

    // As JSON in which bytes are text.
    private static string Comparable(object? value) =>
        JsonSerializer.Serialize(value is RawJson raw ? Read<object>(raw) : value, Json);
}
