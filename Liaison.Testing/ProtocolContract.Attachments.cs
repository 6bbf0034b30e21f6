using System.Text.Json;
using Liaison.Companions;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Testing;

// Bytes, attached or as text.
public abstract partial class ProtocolContract
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 1_000).Select(i => (byte)(i * 7))];

    /// <summary>A peer that has not attached bytes receives bytes as base64 text.</summary>
    [Test]
    public void Bytes_are_base64_until_something_was_attached()
    {
        var pair = new CodecPair(this);
        if (AlwaysAttaches)
        {
            Assert.That((pair.Caller.Attaches, pair.Host.Attaches), Is.EqualTo((true, true)), $"Attaches is true, with {nameof(AlwaysAttaches)} as it is.");
            AssertAttached((RawJson)Only<Response>(pair.ToCaller(new Response(pair.Call(CallId.Of(1)), Bytes))).Value!, Bytes);
            return;
        }

        Assert.That((pair.Caller.Attaches, pair.Host.Attaches), Is.EqualTo((false, false)), "Attaches has the value of CodecSettings.Attaches until an attachment has arrived.");
        var value = (RawJson)Only<Response>(pair.ToCaller(new Response(pair.Call(CallId.Of(1)), Bytes))).Value!;
        Assert.That(value.Attachments, Is.Empty);
        AssertSame(value, $"\"{Convert.ToBase64String(Bytes)}\"");
    }

    /// <summary>An end that is told to attach does so if the protocol can. The other end attaches from then on.</summary>
    [Test]
    public void Whoever_was_sent_an_attachment_attaches()
    {
        var pair = new CodecPair(this, attaches: true);
        Assert.That(
            pair.Caller.Attaches, Is.EqualTo(SupportsAttachments), $"Attaches is CodecSettings.Attaches, with {nameof(SupportsAttachments)} as it is.");
        var sent = new Request { Id = CallId.Of(1), Command = "run", Arguments = CommandArguments.Of([Bytes, "x"], null, Json, attach: pair.Caller.Attaches) };
        var arrived = Only<Request>(pair.ToHost(sent));
        Assert.That(arrived.Problem, Is.Null);
        Assert.That(pair.Host.Attaches, Is.EqualTo(SupportsAttachments), "Attaches is true after an attachment has arrived.");
        var answer = (RawJson)Only<Response>(pair.ToCaller(new Response(arrived, Bytes))).Value!;
        if (SupportsAttachments)
        {
            AssertAttached(new RawJson(arrived.Arguments[0].Json, arrived.Arguments[0].Attachments), Bytes);
            AssertAttached(answer, Bytes);
        }
        else
        {
            AssertSame(arrived.Arguments[0].Json, $"\"{Convert.ToBase64String(Bytes)}\"");
            AssertSame(answer, $"\"{Convert.ToBase64String(Bytes)}\"");
        }
    }

    /// <summary>Attached bytes are sent unchanged, not as text, and arrive in the same places.</summary>
    [Test]
    public void Attachments_arrive_where_they_stood()
    {
        var pair = Attaching();
        var others = new byte[] { 1, 2, 3 };
        var value = new Dictionary<string, object?>
        {
            ["a"] = Bytes,
            ["b"] = new List<object?> { 1, others, Array.Empty<byte>(), "text" },
            ["c"] = new ReadOnlyMemory<byte>(others),
        };
        var frames = Encode(pair.Host, new Response(pair.Call(CallId.Of(2)), value));
        Assert.That(frames.Exists(frame => frame.Kind == FrameKind.Binary && frame.Bytes.Span.IndexOf(Bytes) >= 0), "A binary frame contains attached bytes unchanged.");
        var answer = (RawJson)Only<Response>(Decode(pair.Caller, frames)).Value!;
        using var json = JsonDocument.Parse(answer.Utf8);
        var (root, list) = (json.RootElement, json.RootElement.GetProperty("b"));
        Assert.That((list[0].GetInt32(), list[3].GetString()), Is.EqualTo((1, "text")));
        var (a, b, empty, c) = (Resolve(answer, root.GetProperty("a")), Resolve(answer, list[1]), Resolve(answer, list[2]), Resolve(answer, root.GetProperty("c")));
        Assert.That((a.SequenceEqual(Bytes), b.SequenceEqual(others), empty.Length, c.SequenceEqual(others)), Is.EqualTo((true, true, 0, true)));
    }

    /// <summary>
    /// A value that arrived with attachments can be passed on: with attachments if the protocol can send them, otherwise with
    /// base64.
    /// </summary>
    [Test]
    public void What_arrived_with_attachments_can_be_passed_on()
    {
        var pair = Attaching();
        var value = (RawJson)Only<Response>(pair.ToCaller(new Response(pair.Call(CallId.Of(2)), new List<object?> { "x", Bytes }))).Value!;
        var passed = (RawJson)Only<Response>(pair.ToCaller(new Response(pair.Call(CallId.Of(3)), value))).Value!;
        using var json = JsonDocument.Parse(passed.Utf8);
        Assert.That(Resolve(passed, json.RootElement[1]), Is.EqualTo(Bytes));

        if (AlwaysAttaches)
        {
            return;
        }

        var plain = new CodecPair(this);
        var text = (RawJson)Only<Response>(plain.ToCaller(new Response(plain.Call(CallId.Of(1)), value))).Value!;
        Assert.That(text.Attachments, Is.Empty);
        AssertSame(text, $"[\"x\",\"{Convert.ToBase64String(Bytes)}\"]");
    }

    /// <summary>Attachments work in requests of a batch, in events, and in values that cannot be written.</summary>
    [Test]
    public void Attachments_go_with_every_kind_of_message()
    {
        var pair = Attaching();
        var arguments = CommandArguments.Of([Bytes], null, Json, attach: true);
        var batch = new Batch([.. Enumerable.Range(0, 3).Select(i => new Request { Id = CallId.Of(i), Command = "run", Arguments = arguments })]);
        foreach (var request in pair.ToHost(batch).Cast<Request>())
        {
            AssertAttached(new RawJson(request.Arguments[0].Json, request.Arguments[0].Attachments), Bytes);
        }

        var asked = Ask(pair, CallId.Of(9));
        var events = new List<Envelope>();
        Send(pair, new Progress(asked, Bytes), SupportsProgress, nameof(SupportsProgress), events);
        Send(pair, new Item(asked, Bytes), SupportsItems, nameof(SupportsItems), events);
        Send(pair, new Publication("topic", Bytes), SupportsPublications, nameof(SupportsPublications), events);
        foreach (var message in events)
        {
            AssertAttached((RawJson)ValueOf(message)!, Bytes);
        }

        // The started output of a value that cannot be written is removed, together with its attachments.
        AssertText(Only<Response>(pair.ToCaller(new Response(asked, new List<object?> { Bytes, new Stubborn() }))).Value);
        AssertAttached((RawJson)Only<Response>(pair.ToCaller(new Response(pair.Call(CallId.Of(10)), Bytes))).Value!, Bytes);
    }

    private static JsonSerializerOptions Json { get; } = new Companion().Json;

    /// <summary>Creates a pair in which both ends have attachments, or neither.</summary>
    private CodecPair Attaching()
    {
        if (!SupportsAttachments)
        {
            Assert.Ignore($"The protocol has no attachments: override {nameof(SupportsAttachments)} if it has.");
        }

        var pair = new CodecPair(this, attaches: true);
        pair.ToHost(new Request { Id = CallId.Of(1), Command = "run", Arguments = CommandArguments.Of([Bytes], null, Json, attach: true) });
        return pair;
    }

    private static void AssertAttached(RawJson value, byte[] bytes)
    {
        using var json = JsonDocument.Parse(value.Utf8);
        Assert.That(Resolve(value, json.RootElement), Is.EqualTo(bytes), "Attached bytes arrive as they were sent.");
    }

    private static byte[] Resolve(RawJson value, JsonElement place)
    {
        Assert.That(place.ValueKind, Is.EqualTo(JsonValueKind.Object), $"The place of bytes contains {{\"$attachment\": index}}, and not {Shorten(place.GetRawText())}");
        var index = place.GetProperty("$attachment").GetInt32();
        Assert.That(index, Is.LessThan(value.Attachments.Count), "The index is one of RawJson.Attachments, or Argument.Attachments.");
        return value.Attachments[index].ToArray();
    }
}
