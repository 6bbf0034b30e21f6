using System.Globalization;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Tests.Calling;
using NUnit.Framework;

namespace Liaison.Tests.Filters;

/// <summary>What a filter sees of a call, and what it can make of it.</summary>
[CancelAfter(60_000)]
internal sealed class FilterTests
{
    [Test]
    public async Task A_filter_sees_the_name_the_arguments_the_peer_and_the_result()
    {
        var seen = new List<object?>();
        await using var companion = Filtered(async (context, next) =>
        {
            seen.AddRange([context.Command, context.Descriptor.Name, context.Arguments.Count, context.Peer?.Remote.Address, context.Result]);
            await next(context);
            seen.Add(context.Result);
        });

        await companion.AnswerAsync(
            new Request { Command = "add", Arguments = CommandArguments.Of([3, 2], null, companion.Json) }, new CommandContext("add") { Peer = FakePeer.Create() });

        Assert.That(seen, Is.EqualTo(new object?[] { "add", "add", 2, "test", null, 6 }));
    }

    [TestCase(""", "args": [3]""", "count=3 times=nothing other=nothing")]
    [TestCase(""", "args": [3, 4]""", "count=3 times=4 other=nothing")]
    [TestCase(""", "kwargs": {"TIMES": 4, "count": 3}""", "count=3 times=4 other=nothing")]
    [TestCase(""", "args": ["$three"], "kwargs": {"times": "$three"}""", "count=3 times=3 other=nothing")]
    [TestCase("", "count=nothing times=nothing other=nothing")]
    public async Task An_argument_is_read_by_its_parameter_however_it_was_given(string call, string expected)
    {
        string? seen = null;
        await using var companion = Filtered((context, _) =>
        {
            seen = string.Join(' ', from name in (string[])["count", "times", "other"] select $"{name}={Read(context, name)}");
            return ValueTask.CompletedTask;
        });
        await companion.InvokeAsync<string>("store", "three", 3);

        await companion.ExecuteAsync($$$"""{"command": {"command": "add"{{{call}}}}}""");

        Assert.That(seen, Is.EqualTo(expected));

        static string Read(CommandContext context, string name) =>
            context.TryReadArgument<int>(name, out var value) ? value.ToString(CultureInfo.InvariantCulture) : "nothing";
    }

    [Test]
    public async Task An_argument_that_is_read_as_something_else_is_a_bad_argument()
    {
        await using var companion = Filtered((context, _) =>
        {
            context.TryReadArgument<int>("count", out var _);
            return ValueTask.CompletedTask;
        });

        var failure = await Assert.CatchAsync<CommandException>(async () => await companion.InvokeAsync<int>("add", "many"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure!.Code, Is.EqualTo(ErrorCode.BadArguments));
            Assert.That(failure.Message, Does.StartWith("'count' of Counter.Add(int count, int times = 1): expected "));
        }
    }

    [TestCase("fail", "[]", "TimeoutException")]
    [TestCase("add", "[\"many\"]", "CommandException")]
    [TestCase("add", "[]", "CommandException")]
    public async Task A_filter_sees_what_the_command_throws_and_arguments_that_do_not_fit(string command, string arguments, string expected)
    {
        string? seen = null;
        await using var companion = Filtered(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (Exception failure)
            {
                seen = failure.GetType().Name;
                throw;
            }
        });

        await companion.ExecuteAsync($$$"""{"command": {"command": "{{{command}}}", "args": {{{arguments}}}}}""");

        Assert.That(seen, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_filter_answers_by_itself()
    {
        await using var companion = Filtered((context, _) =>
        {
            context.Result = 42;
            return ValueTask.CompletedTask;
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await companion.InvokeAsync<int>("add", 1), Is.EqualTo(42));
            Assert.That(companion.Runs, Is.Zero);
        }
    }

    [Test]
    public async Task A_filter_replaces_the_result()
    {
        await using var companion = Filtered(async (context, next) =>
        {
            await next(context);
            context.Result = $"{context.Result} of them";
        });

        Assert.That(await companion.ExecuteAsync("""{"command": {"command": "add", "args": [3]}}"""), Does.StartWith("""{"response":"3 of them","""));
    }

    [Test]
    public async Task A_filter_gives_an_exception_a_code()
    {
        await using var companion = Filtered(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (TimeoutException late)
            {
                throw new CommandException("too_late", $"The shop is closed. {late.Message}");
            }
        });

        var answer = (Fault)await companion.AnswerAsync(new Request { Command = "fail" }, new CommandContext("fail"));

        Assert.That((answer.Error.Code, answer.Error.Message), Is.EqualTo(("too_late", "The shop is closed. Run 1 failed.")));
    }

    [Test]
    public async Task A_filter_runs_the_command_again()
    {
        await using var companion = Filtered(async (context, next) =>
        {
            while (true)
            {
                try
                {
                    await next(context);
                    return;
                }
                catch (TimeoutException)
                {
                    // Once more.
                }
            }
        });

        Assert.That(await companion.InvokeAsync<int>("fail_twice"), Is.EqualTo(3));
    }

    [Test]
    public async Task A_filter_replaces_a_sequence_before_it_is_read()
    {
        await using var companion = Filtered(async (context, next) =>
        {
            await next(context);
            context.Result = ((IAsyncEnumerable<int>)context.Result!).Select(number => number * 10);
        });
        using var call = new FakeCall("numbers") { Streams = true };

        await companion.AnswerAsync(new Request { Command = "numbers" }, call);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.TakeSent(), Is.EqualTo(new object[] { 10, 20, 30 }));
            Assert.That(await companion.InvokeAsync<int[]>("numbers"), Is.EqualTo(new[] { 10, 20, 30 }));
        }
    }

    [Test]
    public async Task Filters_are_counted_like_the_command_that_they_are_around()
    {
        await using var companion = Filtered((context, next) =>
            context.Command == "ping" ? throw new CommandException(ErrorCode.Busy, "Not now.") : next(context));

        await companion.ExecuteAsync("""{"command": {"command": "ping"}}""");
        await companion.ExecuteAsync("""{"command": {"command": "add", "args": [1]}}""");

        Assert.That((companion.Statistics.Calls, companion.Statistics.Failures), Is.EqualTo((2, 1)));
    }

    [Test]
    public async Task What_a_filter_owns_for_a_call_is_disposed_once_the_call_was_answered_the_newest_first()
    {
        var disposed = new List<string>();
        await using var companion = Filtered(async (context, next) =>
        {
            context.Own(new Owned(() => disposed.Add("first")));
            context.Own(new Owned(() => throw new TimeoutException("It does not close.")));
            context.Own(new Owned(() => disposed.Add("last")));
            await next(context);
            Assert.That(disposed, Is.Empty);
        });

        await Assert.CatchAsync<TimeoutException>(async () => await companion.InvokeAsync<int>("add", 1));

        Assert.That(disposed, Is.EqualTo(new[] { "last", "first" }));
    }

    [Test]
    public async Task Next_takes_the_context_of_the_call_alone()
    {
        await using var companion = Filtered((_, next) => next(new CommandContext("ping")));

        var failure = await Assert.CatchAsync<InvalidOperationException>(async () => await companion.InvokeAsync<int>("add", 1));

        Assert.That(failure!.Message, Does.StartWith("No filter is around 'ping'."));
    }

    [Test]
    public void A_call_without_filters_says_how_a_command_gets_at_its_arguments()
    {
        var context = new CommandContext("add");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => context.Arguments, Throws.InvalidOperationException.With.Message.Contains(nameof(CommandArguments)));
            Assert.That(() => context.Result, Throws.InvalidOperationException);
            Assert.That(() => context.Descriptor, Throws.InvalidOperationException);
            Assert.That(() => context.TryReadArgument<int>("count", out _), Throws.InvalidOperationException);
        }
    }

    private static Counter Filtered(Func<CommandContext, CommandNext, ValueTask> invoke)
    {
        var companion = new Counter();
        companion.Commands.AddFilter(new FilterOf((context, next) => context.Command == "store" ? next(context) : invoke(context, next)));
        return companion;
    }

    private sealed class Owned(Action dispose) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            dispose();
            return ValueTask.CompletedTask;
        }
    }
}
