using System.Text;
using System.Text.Json;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Testing;

// Responses and faults.
public abstract partial class ProtocolContract
{
    /// <summary>A response arrives with the id of its request and with the value.</summary>
    [Test]
    public void A_response_comes_back_with_its_id_and_value()
    {
        var values = new (object? Value, string Json)[]
        {
            (null, "null"),
            (true, "true"),
            (42, "42"),
            (long.MinValue, "-9223372036854775808"),
            (0.1, "0.1"),
            ("", "\"\""),
            ("é€😀\"\\\n\0", "\"é€😀\\\"\\\\\\n\\u0000\""),
            (new List<object?> { 1, "x", null }, "[1,\"x\",null]"),
            (new Dictionary<string, object?> { ["größe"] = 1, [""] = new List<object?>() }, "{\"größe\":1,\"\":[]}"),
            (new RawJson("{ \"as\" : [ \"it is\" ] }"u8.ToArray()), "{\"as\":[\"it is\"]}"),
        };
        foreach (var id in Ids)
        {
            foreach (var (value, json) in values)
            {
                var pair = new CodecPair(this);
                var answer = Only<Response>(pair.ToCaller(new Response(pair.Call(id), value)));
                Assert.That(answer.Request.Id, Is.EqualTo(id), "The answer has its request's id, with its type: 1 and \"1\" are two.");
                AssertSame(answer.Value, json);
            }
        }
    }

    /// <summary>A large value arrives, and so does a deeply nested one.</summary>
    [Test]
    public void Large_and_deep_values_come_back()
    {
        var pair = new CodecPair(this);
        var large = new string('x', 5_000_000);
        AssertSame(Only<Response>(pair.ToCaller(new Response(pair.Call(CallId.Of(1)), large))).Value, $"\"{large}\"");
        object? deep = null;
        for (var i = 0; i < 40; i++)
        {
            deep = new List<object?> { deep };
        }

        var json = new string('[', 40) + "null" + new string(']', 40);
        AssertSame(Only<Response>(pair.ToCaller(new Response(pair.Call(CallId.Of(2)), deep))).Value, json);
    }

    /// <summary>
    /// A fault arrives with the id of its request, the code and the message, and with the type if the protocol supports it.
    /// </summary>
    [Test]
    public void A_fault_comes_back_with_its_id_and_error()
    {
        CommandError[] errors =
        [
            CommandError.Of(ErrorCode.NotFound, "There is no 'trials'. Make it first."),
            CommandError.Of(ErrorCode.UnknownCommand, "There is no command 'x'."),
            CommandError.Of(ErrorCode.Canceled, "It was canceled."),
            CommandError.Of("seat_taken", "Seat \"12\\a\" is taken: é€😀.\nTake another.\0"),
            CommandError.From(new InvalidOperationException("It broke."), details: false),
            CommandError.From(new InvalidOperationException("", new FormatException("Inner.")), details: true),
        ];
        foreach (var (error, id) in errors.SelectMany(error => Ids, (error, id) => (error, id)))
        {
            var pair = new CodecPair(this);
            var answer = Only<Fault>(pair.ToCaller(new Fault(pair.Call(id), error)));
            Assert.That(answer.Request.Id, Is.EqualTo(id), "The answer has its request's id, with its type: 1 and \"1\" are two.");
            Assert.That(answer.Error.Code, Is.EqualTo(SupportsErrorCodes ? error.Code : ErrorCode.Failed), $"CommandError.Code, with {nameof(SupportsErrorCodes)} as it is.");
            if (CodesWithFixedText.Contains(error.Code))
            {
                Assert.That(answer.Error.Message, Is.Not.Empty, "An error says what is wrong.");
                continue;
            }

            Assert.That(answer.Error.Message, Is.EqualTo(error.Message), $"The message, unless {nameof(CodesWithFixedText)} has the code.");
            Assert.That(answer.Error.Type, SupportsErrorTypes ? Is.EqualTo(error.Type) : Is.Not.Empty, $"CommandError.Type, with {nameof(SupportsErrorTypes)} as it is.");
            Assert.That(
                answer.Error.Lines is [.., var last] ? last : null,
                Is.EqualTo($"{answer.Error.Type}: {error.Message}\n"),
                "The last of CommandError.Lines is 'Type: message\\n'. CommandError.Of makes it so.");
        }
    }

    /// <summary>
    /// The data of an error arrives with it; bytes arrive as base64 if they are not attached. A protocol without error data leaves
    /// the data out.
    /// </summary>
    [Test]
    public void What_an_error_carries_comes_back()
    {
        const string Json = "{\"id\":7,\"größe\":[null,\"x\"],\"inner\":{\"code\":\"theirs\",\"data\":1}}";
        foreach (var (code, data) in new[] { ("seat_taken", Json), (ErrorCode.Failed, "[]"), ("seat_taken", "\"text\""), ("seat_taken", null) })
        {
            var pair = new CodecPair(this);
            var error = CommandError.Of(code, "It is taken.") with { Data = data is null ? null : new RawJson(Encoding.UTF8.GetBytes(data)) };
            var answer = Only<Fault>(pair.ToCaller(new Fault(pair.Call(CallId.Of(1)), error)));
            Assert.That(answer.Error.Message, Is.EqualTo("It is taken."));
            if (SupportsErrorData && data is not null)
            {
                AssertSame(answer.Error.Data, data);
            }
            else
            {
                Assert.That(answer.Error.Data, Is.Null, $"CommandError.Data, with {nameof(SupportsErrorData)} as it is.");
            }
        }

        AssertCarriesBytes();
    }

    private void AssertCarriesBytes()
    {
        var pair = SupportsAttachments ? Attaching() : new CodecPair(this);
        var bytes = new RawJson("{\"photo\":{\"$attachment\":0}}"u8.ToArray(), [Bytes]);
        var error = Only<Fault>(pair.ToCaller(new Fault(pair.Call(CallId.Of(2)), CommandError.Of("seat_taken", "It is taken.") with { Data = bytes }))).Error;
        if (SupportsErrorData)
        {
            using var json = JsonDocument.Parse(error.Data!.Utf8);
            var photo = json.RootElement.GetProperty("photo");
            Assert.That(photo.ValueKind == JsonValueKind.String ? photo.GetBytesFromBase64() : Resolve(error.Data, photo), Is.EqualTo(Bytes), "Write CommandError.Data with ValueWriter.Write.");
        }
    }

    /// <summary>Answers are matched to their requests, in any order and with any number of pending requests.</summary>
    [Test]
    public void Answers_in_any_order_find_their_requests()
    {
        var pair = new CodecPair(this);
        var requests = Enumerable.Range(0, 200)
            .Select(i => i % 2 == 0 ? CallId.Of(i) : AnId($"{i - 1}"))
            .Select(id => (Id: id, Request: pair.Call(id)))
            .ToArray();
        new Random(1).Shuffle(requests);
        foreach (var (index, (id, request)) in requests.Index())
        {
            if (index % 3 == 0)
            {
                var fault = Only<Fault>(pair.ToCaller(new Fault(request, CommandError.Of("own", $"{index}"))));
                Assert.That((fault.Request.Id, fault.Error.Message), Is.EqualTo((id, $"{index}")));
            }
            else
            {
                var response = Only<Response>(pair.ToCaller(new Response(request, index)));
                Assert.That(response.Request.Id, Is.EqualTo(id));
                AssertSame(response.Value, $"{index}");
            }
        }
    }

    /// <summary>Calls from the host to its caller do not collide with calls from the caller, even if they have the same id.</summary>
    [Test]
    public void Calls_in_both_directions_keep_apart()
    {
        var pair = new CodecPair(this);
        var id = CallId.Of(1);
        var request = pair.Call(id);
        var back = new Request { Id = id, Command = "choose", Arguments = Positional("1") };
        if (!SupportsCallsBack)
        {
            AssertRefused(pair.Host, back, nameof(SupportsCallsBack));
            AssertRefused(pair.Host, new Batch([back, back]), nameof(SupportsCallsBack));
            return;
        }

        var arrived = Only<Request>(pair.ToCaller(back));
        AssertSame(arrived, back);
        var atHost = Only<Response>(pair.ToHost(new Response(arrived, "of the caller")));
        Assert.That(atHost.Request.Id, Is.EqualTo(id));
        AssertSame(atHost.Value, "\"of the caller\"");
        var atCaller = Only<Response>(pair.ToCaller(new Response(request, "of the host")));
        Assert.That(atCaller.Request.Id, Is.EqualTo(id));
        AssertSame(atCaller.Value, "\"of the host\"");
    }

    /// <summary>Numbers that JSON does not have are written as the strings that readers expect.</summary>
    [TestCase(double.NaN, "\"NaN\"")]
    [TestCase(double.PositiveInfinity, "\"Infinity\"")]
    [TestCase(double.NegativeInfinity, "\"-Infinity\"")]
    public void A_number_that_JSON_has_none_of_becomes_its_name(double value, string json)
    {
        var pair = new CodecPair(this);
        AssertSame(Only<Response>(pair.ToCaller(new Response(pair.Call(CallId.Of(1)), value))).Value, json);
        AssertSame(Only<Response>(pair.ToCaller(new Response(pair.Call(CallId.Of(2)), new List<object?> { value }))).Value, $"[{json}]");
    }

    /// <summary>A value that cannot be written becomes text. Its message and the following messages stay valid.</summary>
    [Test]
    public void A_value_that_cannot_be_written_becomes_text()
    {
        var pair = new CodecPair(this);
        foreach (var value in Unwritable())
        {
            var answer = Only<Response>(pair.ToCaller(new Response(pair.Call(CallId.Of(1)), value)));
            AssertText(answer.Value);
            AssertSame(Only<Response>(pair.ToCaller(new Response(pair.Call(CallId.Of(2)), "next"))).Value, "\"next\"");
        }
    }

    /// <summary>Half of a surrogate pair, which .NET strings can contain but UTF-8 cannot, is replaced everywhere.</summary>
    [Test]
    public void Half_a_character_is_replaced()
    {
        const string Half = "a\ud83d";
        var pair = new CodecPair(this);
        AssertSame(Only<Response>(pair.ToCaller(new Response(pair.Call(CallId.Of(1)), Half))).Value, "\"a\ufffd\"");
        var fault = Only<Fault>(pair.ToCaller(new Fault(pair.Call(CallId.Of(2)), CommandError.Of(Half, Half))));
        Assert.That(fault.Error.Message, Is.EqualTo("a\ufffd"), "Write texts with ValueWriter.WriteString.");
        if (SupportsErrorCodes)
        {
            Assert.That(fault.Error.Code, Is.EqualTo("a\ufffd"), "Write texts with ValueWriter.WriteString.");
        }

        if (!SupportsAnyValue)
        {
            return;
        }

        var request = Only<Request>(pair.ToHost(new Request { Id = CallId.Of(3), Command = Half }));
        Assert.That(request.Command, Is.EqualTo("a\ufffd"), "Write texts with ValueWriter.WriteString.");
    }

    private static void AssertText(object? value)
    {
        Assert.That(value, Is.InstanceOf<RawJson>(), "Values of decoded messages are RawJson.");
        var json = ((RawJson)value!).Utf8;
        AssertJson(json);
        Assert.That(json.Span[0], Is.EqualTo((byte)'"'), "A value that cannot be written becomes a string. Write it with ValueWriter.Write.");
    }

    private static List<object> Unwritable()
    {
        var cycle = new List<object?>();
        cycle.Add(cycle);
        var half = new Dictionary<string, object?> { ["written"] = new string('x', 100_000), ["cycle"] = cycle };
        return [cycle, half, new Stubborn()];
    }

    /// <summary>Throws on every access.</summary>
    private sealed class Stubborn : IEnumerable<int>
    {
        public IEnumerator<int> GetEnumerator() => throw new InvalidOperationException("It cannot be written.");

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString() => throw new InvalidOperationException("It has no text.");
    }
}
