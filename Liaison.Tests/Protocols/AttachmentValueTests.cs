using System.Text;
using System.Text.Json;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Tests.Calling;
using Liaison.Values;
using NUnit.Framework;
using static Liaison.Tests.Protocols.LiaisonWire;

namespace Liaison.Tests.Protocols;

/// <summary>Bytes in values, wherever they stand: attached, or as base64.</summary>
[CancelAfter(60_000)]
internal sealed class AttachmentValueTests
{
    [Test]
    public void Bytes_are_attached_at_any_depth_and_whatever_type_holds_them()
    {
        var value = new Picture("p", [1], new byte[] { 2 }, [new Dictionary<string, Memory<byte>> { ["a"] = new byte[] { 3 } }], (new byte[] { 4 }, null), new object[] { new byte[] { 5 } });

        var frame = AttachingCodec().Encode(new Response(Request.WithId(CallId.Of(1)), value));

        Assert.That(frame.Bytes.ToArray(), Is.EqualTo(AttachedBytes(
            """{"response":{"name":"p","data":{"$attachment":0},"view":{"$attachment":1},"more":[{"a":{"$attachment":2}}],"pair":[{"$attachment":3},null],"any":[{"$attachment":4}]},"tag":"response","evt":{"id":1}}""",
            [1], [2], [3], [4], [5])));
        AssertSame(Read<Picture>(Codec().Decode<Response>(frame).Value)!);
        AssertSame(Read<Picture>(Codec().Decode<Response>(Codec().Encode(new Response(Request.WithId(CallId.Of(1)), value))).Value)!);

        static void AssertSame(Picture picture)
        {
            Assert.That(picture.Data.Concat(picture.View.ToArray()).Concat(picture.More[0]["a"].ToArray()).Concat(picture.Pair.Item1), Is.EqualTo(new byte[] { 1, 2, 3, 4 }));
            Assert.That(picture.Pair.Item2, Is.Null);
        }
    }

    [TestCase("{\"$attachment\":0}")]
    [TestCase("{ \"\\u0024attachment\" : 0 }")]
    [TestCase("\"AQID\"")]
    public async Task An_argument_that_is_bytes_may_be_attached_or_base64(string argument)
    {
        await using var companion = await new Companion().WithAsync(
            "f", (byte[] a, ReadOnlyMemory<byte> b, Memory<byte> c, ReadOnlyMemory<byte>? d) => $"{Convert.ToHexString(a)} {Hex(b)} {Hex(c)} {Hex(d!.Value)}");

        Assert.That(await RunAsync(companion, string.Join(',', Enumerable.Repeat(argument, 4)), [1, 2, 3]), Is.EqualTo("010203 010203 010203 010203"));
    }

    [Test]
    public async Task An_argument_of_any_type_takes_an_attachment_as_an_array()
    {
        await using var companion = await new Companion().WithAsync("f", (object? x) => x);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await RunAsync(companion, "{\"$attachment\":0}", [1]), Is.EqualTo(new byte[] { 1 }));
            Assert.That(await RunAsync(companion, "[{\"a\":{\"$attachment\":0}}]", [1]), Has.One.EqualTo(new Dictionary<string, object?> { ["a"] = new byte[] { 1 } }));
            Assert.That(await RunAsync(companion, "[\"$f\",{\"$attachment\":0}]", [1]), Has.ItemAt(1).EqualTo(new byte[] { 1 }));
        }
    }

    [TestCase("{\"$attachment\":0,\"a\":1}")]
    [TestCase("{\"a\":1,\"$attachment\":0}")]
    [TestCase("{\"$attachment\":-1}")]
    [TestCase("{\"$attachment\":1.5}")]
    [TestCase("{\"$attachment\":\"0\"}")]
    [TestCase("{\"$attachment\":{}}")]
    [TestCase("{\"$attachment\":5000000000}")]
    public async Task An_object_of_another_form_is_an_object(string argument)
    {
        await using var companion = await new Companion().WithAsync("f", (object? x) => x);

        Assert.That(await RunAsync(companion, argument, [1]), Is.InstanceOf<Dictionary<string, object?>>().And.ContainKey("$attachment"));
    }

    [Test]
    public async Task In_a_message_without_attachments_the_form_is_an_object_like_any()
    {
        await using var companion = await new Companion().WithAsync("any", (object? x) => x);
        await companion.WithAsync("bytes", (byte[] x) => x);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await companion.ResponseAsync("any", """[{"$attachment":0}]"""), Is.EqualTo("""{"$attachment":0}"""));
            Assert.That((await companion.FaultAsync("bytes", """[{"$attachment":0}]""")).Message, Does.Contain("expected bytes in base64").And.Contain("in a message that has attachments"));
        }
    }

    [Test]
    public async Task An_index_that_there_is_no_attachment_for_is_told()
    {
        await using var companion = await new Companion().WithAsync("any", (object? x) => x);
        await companion.WithAsync("bytes", (byte[] x) => x);
        await companion.WithAsync("view", (ReadOnlyMemory<byte> x) => x);

        foreach (var function in new[] { "any", "bytes", "view" })
        {
            var failure = await Assert.ThrowsAsync<CommandException>(async () => await RunAsync(companion, "{\"$attachment\":1}", [7], function));
            Assert.That(failure!.Code, Is.EqualTo(ErrorCode.BadArguments));
            Assert.That(failure.Message, Does.Contain("There is no attachment 1: the message has 1, counted from 0"));
        }
    }

    [Test]
    public async Task Of_overloads_the_one_that_takes_bytes_takes_an_attachment()
    {
        await using var companion = await new Companion().WithAsync(
            "f",
            (byte[] x) => "bytes",
            (ReadOnlyMemory<byte> x) => "view",
            (Dictionary<string, int> x) => "dictionary",
            (Dictionary<string, object> x) => "objects",
            (Loose x) => "class",
            (JsonElement x) => "json",
            (object x) => "any");
        await companion.WithAsync("list", (List<Loose> x) => "classes", (List<object> x) => "any", (List<byte[]> x) => "bytes");
        await companion.WithAsync("none", (Loose x) => "class", (Dictionary<string, int> x) => "dictionary");

        var failure = await Assert.ThrowsAsync<CommandException>(async () => await RunAsync(companion, "{\"$attachment\":0}", [1], "none"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await RunAsync(companion, "{\"$attachment\":0}", [1]), Is.EqualTo("bytes"));
            Assert.That(await RunAsync(companion, "[{\"$attachment\":0}]", [1], "list"), Is.EqualTo("bytes"));
            Assert.That(failure?.Message, Does.Contain("No overload of none"));
        }
    }

    [Test]
    public async Task A_params_array_collects_attachments()
    {
        await using var companion = new Companion().Add("calls", new Collecting());

        Assert.That(await RunAsync(companion, "{\"$attachment\":1},{\"$attachment\":0}", [[1], [2, 3]], "calls.Join"), Is.EqualTo("0203 01"));
        Assert.That(await RunAsync(companion, "[{\"$attachment\":1},{\"$attachment\":0}]", [[1], [2, 3]], "calls.Join"), Is.EqualTo("0203 01"));
    }

    [Test]
    public async Task A_type_argument_follows_from_an_attachment()
    {
        await using var companion = new Companion().Add("calls", new Collecting());

        Assert.That(await RunAsync(companion, "{\"$attachment\":0}", [1], "calls.TypeOf"), Is.EqualTo("Byte[]"));
        Assert.That(await RunAsync(companion, "[{\"$attachment\":0}]", [1], "calls.TypeOf"), Is.EqualTo("List`1"));
    }

    [Test]
    public async Task The_hosts_own_converter_for_bytes_wins()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        options.Converters.Add(new HexConverter());
        await using var companion = new Companion(new CompanionOptions { Json = options });
        using var into = new FrameWriter();
        var attachments = new List<ReadOnlyMemory<byte>>();

        ValueWriter.Write(into, new byte[] { 0xab }, companion.Json, attachments);
        into.EndFrame(FrameKind.Text);

        Assert.That(Utf8(into.Frames.Span[0].Bytes), Is.EqualTo("\"AB\""));
        Assert.That(attachments, Is.Empty);
    }

    [Test]
    public async Task A_parameter_may_take_an_argument_unread_with_what_is_attached()
    {
        await using var companion = await new Companion().WithAsync("f", (RawJson x, RawJson y) => x);

        var given = (RawJson)(await RunAsync(companion, "[ {\"$attachment\":0}],null", [1]))!;

        Assert.That(given.ToString(), Is.EqualTo("[ {\"$attachment\":0}]"));
        Assert.That(given.Attachments[0].ToArray(), Is.EqualTo(new byte[] { 1 }));
    }

    internal static ValueTask<object?> RunAsync(Companion companion, string arguments, byte[] attachment, string function = "f") =>
        RunAsync(companion, arguments, [attachment], function);

    private static ValueTask<object?> RunAsync(Companion companion, string arguments, byte[][] attachments, string function)
    {
        var request = Codec().Decode<Request>(Attached(CallingCompanion.RunMessage(function, $"[{arguments}]"), attachments));
        Assert.That(request.Problem, Is.Null);
        return companion.InvokeAsync(request.Arguments, new CommandContext("run"));
    }

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexString(bytes.Span);

    public sealed record Picture(
        string Name, byte[] Data, ReadOnlyMemory<byte> View, List<Dictionary<string, Memory<byte>>> More, (byte[], byte[]?) Pair, object Any);

    public sealed class Loose
    {
        public int Number { get; set; }
    }

    public sealed class Collecting
    {
        public string Join(params byte[][] parts) => string.Join(' ', parts.Select(Convert.ToHexString));

        public string TypeOf<T>(T value) => value!.GetType().Name;
    }

    private sealed class HexConverter : System.Text.Json.Serialization.JsonConverter<byte[]>
    {
        public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Convert.FromHexString(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) => writer.WriteStringValue(Encoding.UTF8.GetBytes(Convert.ToHexString(value)));
    }
}
