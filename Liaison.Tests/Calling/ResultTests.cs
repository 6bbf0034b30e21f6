using System.Text.Json;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Tests.Companions.Binding;
using NUnit.Framework;
using static Liaison.Tests.Calling.OddResults;

namespace Liaison.Tests.Calling;

/// <summary>Results: what is awaited, what is collected, and how what comes of it is written.</summary>
[CancelAfter(60_000)]
internal sealed class ResultTests
{
    private static readonly TaskCompletionSource<int> Never = new();

    private static IEnumerable<TestCaseData> Awaitables() =>
    [
        Row("a task", () => Task.CompletedTask, "null"),
        Row("a task that ends later", async () => await Task.Yield(), "null"),
        Row("a task of a value", () => Task.FromResult(5), "5"),
        Row("a task of a value that ends later", async () => await Later(5), "5"),
        Row("a task of null", () => Task.FromResult<string?>(null), "null"),
        Row("a value task", () => ValueTask.CompletedTask, "null"),
        Row("a value task that ends later", async ValueTask () => await Task.Yield(), "null"),
        Row("a value task of a value", () => new ValueTask<int>(5), "5"),
        Row("a value task of a value that ends later", async ValueTask<int> () => await Later(5), "5"),
        Row("a task declared as object", object () => Later(5), "5"),
        Row("a value task declared as object", object () => new ValueTask<int>(Later(5)), "5"),
        Row("a task without a value declared as object", object () => Task.CompletedTask, "null"),
        Row("an async method without a value declared as object", object () => Yielding(), "null"),
        Row("a task of a value declared as task", Task () => Later(5), "null"),
        Row("null declared as task", Task? () => null, "null"),
        Row("an awaitable of one's own", () => new Awaitable(5), "5"),
        Row("an awaitable of one's own declared as object", object () => new Awaitable(5), "5"),
        Row("an awaitable of the framework", () => Task.Yield(), "null"),
        Row("a configured task", () => Later(5).ConfigureAwait(false), "5"),
        Row("a task inside of a task", () => Task.FromResult(Task.FromResult(5)), "\"Task (RanToCompletion)\""),
        Row("nothing", () => { }, "null"),
    ];

    private static IEnumerable<TestCaseData> Failures() =>
    [
        Row("a throw", int () => throw new InvalidDataException("bad"), ErrorCode.Failed),
        Row("a throw before the first await of what returns a task", Task<int> () => throw new InvalidDataException("bad"), ErrorCode.Failed),
        Row("an async method's throw", async () => await Throwing(), ErrorCode.Failed),
        Row("a failed task", () => Task.FromException<int>(new InvalidDataException("bad")), ErrorCode.Failed),
        Row("a failed value task", () => ValueTask.FromException(new InvalidDataException("bad")), ErrorCode.Failed),
        Row("a failed task declared as object", object () => Task.FromException(new InvalidDataException("bad")), ErrorCode.Failed),
        Row("an awaitable's throw", () => new Awaitable(null), ErrorCode.Failed),
        Row("an aggregate of one", int () => throw new AggregateException(new InvalidDataException("bad")), ErrorCode.Failed),
        Row("a canceled task", () => Task.FromCanceled<int>(new CancellationToken(true)), ErrorCode.Canceled),
        Row("a canceled value task", () => ValueTask.FromCanceled(new CancellationToken(true)), ErrorCode.Canceled),
        Row("a command's own error", int () => throw new CommandException("no_paper", "bad"), "no_paper"),
    ];

    private static IEnumerable<TestCaseData> Values() =>
    [
        Row("NaN", () => double.NaN, "\"NaN\""),
        Row("infinity", () => float.PositiveInfinity, "\"Infinity\""),
        Row("negative infinity", () => Half.NegativeInfinity, "\"-Infinity\""),
        Row("NaN inside of a list", () => new[] { 1, double.NaN }, "[1,\"NaN\"]"),
        Row("a type", () => typeof(List<int>), "\"dotnet:///System.Private.CoreLib/System.Collections.Generic.List<System.Int32>\""),
        Row("a type inside of an object", () => new { Of = typeof(Widget) }, "{\"of\":\"dotnet:///Liaison.Tests/Liaison.Tests.Companions.Binding.Widget\"}"),
        Row("a method", () => typeof(Handler).GetMethod("Twice"), "\"dotnet:///Liaison.Tests/Liaison.Tests.Companions.Binding.Handler:Twice\""),
        Row("a delegate", () => (Func<int, int>)Handler.Twice, "\"dotnet:///Liaison.Tests/Liaison.Tests.Companions.Binding.Handler:Twice\""),
        Row("an exception", () => new InvalidDataException("bad"), "[\"System.IO.InvalidDataException: bad\\n\"]"),
        Row("a task inside of an object", () => new { Done = Task.FromResult(5), Open = Never.Task }, "{\"done\":\"Task (RanToCompletion)\",\"open\":\"Task (WaitingForActivation)\"}"),
        Row("a stream", () => new MemoryStream([1]), "\"System.IO.MemoryStream\""),
        Row("a stream inside of an object", () => new { Body = Stream.Null }, "{\"body\":\"System.IO.Stream+NullStream\"}"),
        Row("a pointer", () => new nint(5), "\"5\""),
        Row("bytes", () => new byte[] { 1, 2, 255 }, "\"AQL/\""),
        Row("memory", () => new ReadOnlyMemory<byte>([1, 2, 255]), "\"AQL/\""),
        Row("an enumeration", () => Color.Green, "2"),
        Row("a tuple of nine", () => (1, 2, 3, 4, 5, 6, 7, "8", 9), "[1,2,3,4,5,6,7,\"8\",9]"),
        Row("an object", () => new object(), "{}"),
        Row("a dictionary of numbers", () => new Dictionary<int, string> { [7] = "a" }, "{\"7\":\"a\"}"),
        Row("a dictionary of enumerations", () => new Dictionary<Color, int> { [Color.Red] = 1 }, "{\"Red\":1}"),
        Row("a dictionary of GUIDs", () => new Dictionary<Guid, int> { [Guid.Empty] = 1 }, "{\"00000000-0000-0000-0000-000000000000\":1}"),
        Row("a dictionary of objects", () => new Dictionary<object, object?> { ["a"] = 1, [2] = null, [2.5] = "b" }, "{\"a\":1,\"2\":null,\"2.5\":\"b\"}"),
        Row("a hashtable", () => new System.Collections.Hashtable { [2] = 1 }, "{\"2\":1}"),
        Row("a cycle", Cycle, "\"a cycle\""),
        Row("a throwing getter", () => new Thrower(), "\"a thrower\""),
        Row("what cannot even be told", () => new Silent(), "\"Liaison.Tests.Calling.OddResults.Silent\""),
        Row("what is nested deeper than JSON may be", () => Nest(100), "\"System.Object[]\""),
        Row("text that would end the string", () => "\"\\\u2028</script>\0", "\"\\\"\\\\\\u2028</script>\\u0000\""),
        Row("half of a character", () => "\ud800", "\"\\uFFFD\""),
    ];

    private static IEnumerable<TestCaseData> Sequences() =>
    [
        Row("an iterator", () => Count(3), "[0,1,2]"),
        Row("an iterator declared as object", object () => Count(3), "[0,1,2]"),
        Row("an asynchronous sequence", () => CountLater(3), "[0,1,2]"),
        Row("an asynchronous sequence declared as object", object () => CountLater(3), "[0,1,2]"),
        Row("a task of an asynchronous sequence", () => Task.FromResult(CountLater(3)), "[0,1,2]"),
        Row("a query", () => Enumerable.Range(0, 6).Where(item => item % 2 == 0).Select(item => item * item), "[0,4,16]"),
        Row("as many as a reply may hold", () => CountLater(10), "[0,1,2,3,4,5,6,7,8,9]"),
        Row("a collection of more", () => Enumerable.Range(0, 12).ToArray(), "[0,1,2,3,4,5,6,7,8,9,10,11]"),
        Row("no items", () => Count(0), "[]"),
    ];

    [TestCaseSource(nameof(Awaitables))]
    public async Task What_can_be_awaited_is(Delegate function, string expected, CancellationToken cancellationToken)
    {
        await using var companion = await new Companion().WithAsync("f", function);

        Assert.That(await companion.ResponseAsync("f", cancellationToken: cancellationToken), Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(Failures))]
    public async Task However_a_function_fails_its_peer_is_told_the_same(Delegate function, string code, CancellationToken cancellationToken)
    {
        await using var companion = await new Companion().WithAsync("f", function);

        var fault = await companion.FaultAsync("f", cancellationToken: cancellationToken);

        Assert.That(fault.Code, Is.EqualTo(code));
        Assert.That(code == ErrorCode.Canceled || fault.Message == "bad", fault.Message);
    }

    [TestCaseSource(nameof(Failures))]
    public async Task In_process_a_function_throws_what_it_threw(Delegate function, string code, CancellationToken cancellationToken)
    {
        await using var companion = await new Companion().WithAsync("f", function);

        var thrown = await Assert.CatchAsync(async () => await companion.RunAsync("f", "[]", cancellationToken));

        Assert.That(thrown, code switch
        {
            ErrorCode.Canceled => Is.InstanceOf<OperationCanceledException>(),
            ErrorCode.Failed => Is.TypeOf<InvalidDataException>().Or.TypeOf<AggregateException>(),
            _ => Is.TypeOf<CommandException>(),
        });
    }

    [TestCaseSource(nameof(Values))]
    public async Task A_value_is_written_so_that_the_reply_stays_JSON(Delegate function, string expected, CancellationToken cancellationToken)
    {
        await using var companion = await new Companion().WithAsync("f", function);

        Assert.That(await companion.ResponseAsync("f", cancellationToken: cancellationToken), Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(Sequences))]
    public async Task A_sequence_is_collected(Delegate function, string expected, CancellationToken cancellationToken)
    {
        await using var companion = await new Companion(new CompanionOptions { MaxSequenceItems = 10 }).WithAsync("f", function);

        Assert.That(await companion.ResponseAsync("f", cancellationToken: cancellationToken), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_sequence_past_the_limit_is_refused_and_read_no_further()
    {
        var read = 0;
        await using var companion = new Companion(new CompanionOptions { MaxSequenceItems = 10 });
        await companion.WithAsync("endless", () => Count(int.MaxValue).Select(_ => ++read));
        await companion.WithAsync("later", () => CountLater(int.MaxValue));

        using (Assert.EnterMultipleScope())
        {
            foreach (var name in new[] { "endless", "later" })
            {
                var fault = await companion.FaultAsync(name);
                Assert.That(fault.Code, Is.EqualTo(ErrorCode.TooLarge));
                Assert.That(fault.Message, Does.Contain("more than 10 items").And.Contain("raise MaxSequenceItems"));
            }

            Assert.That(read, Is.EqualTo(11));
        }
    }

    [Test]
    public async Task A_sequence_that_throws_or_is_canceled_fails_its_command()
    {
        using var cancellation = new CancellationTokenSource();
        await using var companion = new Companion();
        await companion.WithAsync("throws", () => Count(3).Select(item => item < 2 ? item : throw new InvalidDataException("bad")));
        await companion.WithAsync("endless", () => Count(int.MaxValue).Select(item =>
        {
            if (item == 3)
            {
                cancellation.Cancel();
            }

            return item;
        }));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await companion.FaultAsync("throws"), Is.EqualTo((ErrorCode.Failed, "bad")));
            Assert.That((await companion.FaultAsync("endless", cancellationToken: cancellation.Token)).Code, Is.EqualTo(ErrorCode.Canceled));
        }
    }

    [Test]
    public async Task An_exception_tells_its_causes_where_details_are_on()
    {
        await using var companion = new Companion(new CompanionOptions { IncludeErrorDetails = true });
        await companion.WithAsync("inner", int () => throw new InvalidDataException("outer", new FormatException("cause")));
        await companion.WithAsync("many", int () => throw new AggregateException("all", new FormatException("one"), new FormatException("two")));
        await companion.WithAsync("value", () => new InvalidDataException("outer", new FormatException("cause")));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await LinesAsync("inner"), Is.SupersetOf(new[] { "System.FormatException: cause\n", "System.IO.InvalidDataException: outer\n" }).And.Some.Contains("at Liaison.Tests"));
            Assert.That((await LinesAsync("many")).Where(line => line.StartsWith("System.FormatException", StringComparison.Ordinal)), Has.Exactly(2).Items);
            Assert.That(await companion.ResponseAsync("value"), Does.Contain("System.FormatException: cause").And.Contain("System.IO.InvalidDataException: outer"));
        }

        async Task<string[]> LinesAsync(string name) => (await companion.ReplyAsync(name)).GetProperty("error").Deserialize<string[]>()!;
    }

    [Test]
    public async Task An_exception_tells_itself_alone_where_details_are_off()
    {
        await using var companion = await new Companion().WithAsync("f", int () => throw new InvalidDataException("outer", new FormatException("cause")));

        var reply = await companion.ReplyAsync("f");

        Assert.That(reply.GetProperty("error").GetRawText(), Is.EqualTo("[\"System.IO.InvalidDataException: outer\\n\"]"));
    }

    private static TestCaseData Row(string name, Delegate function, string expected) => new TestCaseData(function, expected).SetArgDisplayNames(name);

    private static async Task<T> Later<T>(T value)
    {
        await Task.Yield();
        return value;
    }

    private static async Task Yielding() => await Task.Yield();

    private static async Task<int> Throwing()
    {
        await Task.Yield();
        throw new InvalidDataException("bad");
    }

    private static IEnumerable<int> Count(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return i;
        }
    }

    private static async IAsyncEnumerable<int> CountLater(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }

    private static Ring Cycle()
    {
        var ring = new Ring();
        ring.Next = ring;
        return ring;
    }

    private static object Nest(int depth) => depth == 0 ? 1 : new[] { Nest(depth - 1) };
}
