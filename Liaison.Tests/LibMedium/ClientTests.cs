using System.Text.Json;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.LibMedium;

/// <summary>A LiaisonClient drives a daemon of ours, both in LibMedium's protocol.</summary>
[CancelAfter(60_000)]
internal sealed class ClientTests
{
    private static readonly Student Ada = new("s1", "Ada", "Lövelace", 36, [0x89, 0x50, 0x4e, 0x47]);

    private static IEnumerable<TestCaseData> Values =>
    [
        .. Rows("echo_boolean", "true", "false"),
        .. Rows("echo_int8", "-128", "127"),
        .. Rows("echo_uint8", "0", "255"),
        .. Rows("echo_int16", "-32768", "258"),
        .. Rows("echo_uint16", "65535"),
        .. Rows("echo_int32", "-2147483648", "16909060"),
        .. Rows("echo_uint32", "4294967295"),
        .. Rows("echo_int64", "-9223372036854775808", "9007199254740993"),
        .. Rows("echo_uint64", "18446744073709551615"),
        .. Rows("echo_float", "-0", "0.1", "\"NaN\"", "\"Infinity\"", "3.4028235E+38"),
        .. Rows("echo_double", "-0", "0.1", "1E+308", "\"-Infinity\"", "5E-324"),
        .. Rows("echo_string", "\"\"", "\"é€😀\"", "\"nul\\u0000in\"", "\"$session\"", "\"$$\"", "\"$\"", "\"\\\"\\\\\\n\""),
        .. Rows("echo_binary", "\"\"", "\"AP8B\""),
        .. Rows("echo_strings", "[]", "[\"\",\"$a\",\"b\"]"),
        .. Rows("echo_ints", "[]", "[1,-1,256]"),
        .. Rows("echo_2d", "[[1],[]]"),
        .. Rows("echo_3d", "[[[1],[2,3]],[[]],[]]"),
        .. Rows("echo_inner", """{"message":"hi","count":5}"""),
        .. Rows("echo_inners", "[]", """[{"message":"a","count":1},{"message":"","count":2}]"""),
        .. Rows("echo_outer", """{"name":"n","value":{"message":"m","count":7},"list":[{"message":"x","count":1}],"nested":[[-1,2],[300]],"flags":[true,false]}"""),
    ];

    [TestCaseSource(nameof(Values))]
    public async Task A_value_of_every_type_comes_back(string method, string json, CancellationToken token)
    {
        await using var served = await Served.PrimsAsync(token);
        await using var client = await served.ConnectAsync(token);

        var result = await client.InvokeAsync<RawJson>(method, [JsonDocument.Parse(json).RootElement], token);

        var same = JsonElement.DeepEquals(JsonDocument.Parse(result!.Utf8).RootElement, JsonDocument.Parse(json).RootElement);
        Assert.That(same, $"{json} came back as {result}");
    }

    [Test]
    public async Task The_student_system_is_driven(CancellationToken token)
    {
        await using var served = await Served.StudentsAsync(token);
        await using var client = await served.ConnectAsync(token);
        await using var added = await Features.EventLoop<Added>.StartAsync(client, "student_added", token);

        var missing = (await Assert.ThrowsAsync<LiaisonException>(() => client.InvokeAsync<Student>("get_student", ["s1"], token)))!;
        await client.InvokeAsync<RawJson>("UpdateStudent", [Ada], token);
        var student = await client.InvokeAsync<Student>("get_student", ["s1"], token);
        var told = await added.NextAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((missing.RemoteType, missing.Message, missing.Code), Is.EqualTo(("StudentSystem.Exceptions.StudentNotFound", "no student s1", "student_not_found")));
            Assert.That(student! with { Photo = Ada.Photo }, Is.EqualTo(Ada));
            Assert.That(student.Photo, Is.EqualTo(Ada.Photo));
            Assert.That((told.Topic, told.Value!.Time, told.Value.Student.FirstName), Is.EqualTo(("student_added", 1234.5, "Ada")));
        }
    }

    [Test]
    public async Task Arguments_may_be_given_by_name(CancellationToken token)
    {
        await using var served = await Served.PrimsAsync(token);
        await using var client = await served.ConnectAsync(token);
        var call = new CommandCall("TwoArgs") { Arguments = ["a"], Keywords = new Dictionary<string, object?> { ["Number"] = 258 } };

        Assert.That(await client.InvokeAsync<string>(call, token), Is.EqualTo("a/258"));
    }

    [TestCase("echo_int8", "200", "'value' is the number 200, which int8 cannot hold")]
    [TestCase("echo_int32", "1.5", "'value' is the number 1.5, which int32 cannot hold")]
    [TestCase("echo_float", "1e300", "which float cannot hold")]
    [TestCase("echo_string", "null", "'value' is null, and string is declared")]
    [TestCase("echo_string", "5", "'value' is the number 5, and string is declared")]
    [TestCase("echo_binary", "\"!\"", "not base64")]
    [TestCase("echo_ints", "{}", "'value' is an object, and *int32 is declared")]
    [TestCase("echo_inner", "{\"message\":\"x\"}", "'value' has no member 'count', which Inner has")]
    [TestCase("echo_inner", "{\"message\":1,\"count\":2}", "'value' has a 'message' that is the number 1, and string is declared")]
    public async Task An_argument_that_does_not_fit_is_refused_at_the_client(string method, string json, string told, CancellationToken token)
    {
        await using var served = await Served.PrimsAsync(token);
        await using var client = await served.ConnectAsync(token);

        var refused = (await Assert.ThrowsAsync<NotSupportedException>(() => client.InvokeAsync<RawJson>(method, [JsonDocument.Parse(json).RootElement], token)))!;

        Assert.That(refused.Message, Does.Contain(told).And.Contain($"{method}(value: "));
        Assert.That(await client.InvokeAsync<double>("sqrt", [4], token), Is.EqualTo(2), "The connection goes on.");
    }

    [Test]
    public async Task What_LibMedium_has_not_is_refused_with_what_there_is(CancellationToken token)
    {
        await using var served = await Served.PrimsAsync(token);
        await using var client = await served.ConnectAsync(token);

        var byName = new CommandCall("sqrt") { Keywords = new Dictionary<string, object?> { ["y"] = 1 } };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await RefusalAsync(new CommandCall("frobnicate")), Does.Contain("no method 'frobnicate'").And.Contain("sqrt, two_args"));
            Assert.That(await RefusalAsync(new CommandCall("sqrt")), Does.Contain("'x' is missing"));
            Assert.That(await RefusalAsync(new CommandCall("sqrt") { Arguments = [1, 2] }), Does.Contain("there are 2"));
            Assert.That(await RefusalAsync(new CommandCall("echo_string") { Arguments = [LiaisonClient.Ref("session")] }), Does.Contain("reference"));
            Assert.That(await RefusalAsync(byName), Does.Contain("no parameter 'y'"));
        }

        async Task<string> RefusalAsync(CommandCall call) =>
            (await Assert.ThrowsAsync<NotSupportedException>(() => client.InvokeAsync<RawJson>(call, token)))!.Message;
    }

    [Test]
    public async Task Exceptions_keep_their_names_where_they_are_declared_and_their_messages_always(CancellationToken token)
    {
        await using var served = await Served.PrimsAsync(token);
        await using var client = await served.ConnectAsync(token);

        var mapped = (await Assert.ThrowsAsync<LiaisonException>(() => client.InvokeAsync<RawJson>("fail_mapped", ["one"], token)))!;
        var unmapped = (await Assert.ThrowsAsync<LiaisonException>(() => client.InvokeAsync<RawJson>("fail_unmapped", ["two"], token)))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((mapped.RemoteType, mapped.Message, mapped.Code), Is.EqualTo(("Prims.Exceptions.OtherThing", "one", "other_thing")));
            Assert.That(mapped.RemoteLines, Is.EqualTo(new[] { "Prims.Exceptions.OtherThing: one\n" }));
            Assert.That((unmapped.Message, unmapped.Code), Is.EqualTo(("two", ErrorCode.Failed)));
        }
    }

    [Test]
    public async Task A_ping_is_a_hello(CancellationToken token)
    {
        await using var served = await Served.PrimsAsync(token);
        await using var client = await served.ConnectAsync(token);

        Assert.That(await client.PingAsync(token), Is.EqualTo("pong"));
        await client.NotifyAsync(new CommandCall("no_result") { Arguments = ["x"] }, token);
        Assert.That(await client.InvokeAsync<double>("sqrt", [9.0], token), Is.EqualTo(3));
    }

    [Test]
    public async Task Calls_that_do_not_wait_for_each_other_are_all_answered(CancellationToken token)
    {
        await using var served = await Served.PrimsAsync(token);
        await using var client = await served.ConnectAsync(token);

        var numbers = await Task.WhenAll(Enumerable.Range(0, 2_000).Select(number => client.InvokeAsync<int>("echo_int32", [number], token)));

        Assert.That(numbers, Is.EqualTo(Enumerable.Range(0, 2_000)));
    }

    [Test]
    public async Task Events_of_the_host_reach_every_client_that_listens(CancellationToken token)
    {
        await using var served = await Served.PrimsAsync(token);
        await using var one = await served.ConnectAsync(token);
        await using var other = await served.ConnectAsync(token);
        await using var ticks = await Features.EventLoop<Tick>.StartAsync(one, "tick", token);
        await using var all = await Features.EventLoop<RawJson>.StartAsync(other, "*", token);

        await one.InvokeAsync<RawJson>("fire", [9], token);

        Assert.That((await ticks.NextAsync()).Value!.Names, Is.EqualTo(new[] { "a", "", "é" }));
        var (first, second) = (await all.NextAsync(), await all.NextAsync());
        Assert.That((first.Topic, first.Value!.ToString()), Is.EqualTo(("tick", """{"n":9,"names":["a","","é"],"inner":{"message":"hi","count":9}}""")));
        Assert.That((second.Topic, second.Value?.ToString() ?? "null"), Is.EqualTo(("empty_event", "null")));
    }

    private static IEnumerable<TestCaseData> Rows(string method, params string[] values) =>
        values.Select(value => new TestCaseData(method, value).SetArgDisplayNames(method, value.Replace("\\", "\\\\")));

    public sealed record Added(double Time, Student Student);

    public sealed record Tick(uint N, string[] Names, PrimsSystem.Inner Inner);
}
