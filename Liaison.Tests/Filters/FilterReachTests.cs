using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Tests.Calling;
using NUnit.Framework;

namespace Liaison.Tests.Filters;

/// <summary>Which calls pass filters, and that none gets around them.</summary>
[CancelAfter(60_000)]
internal sealed class FilterReachTests
{
    [TestCase("protected")]
    [TestCase("policed")]
    [TestCase("no_such_command")]
    public async Task A_call_that_is_refused_passes_no_filter(string command)
    {
        var (companion, seen) = Recorded();
        await using var _ = companion;

        var answer = await AnswerAsync(companion, command);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(((Fault)answer).Error.Code, Is.AnyOf(ErrorCode.Unauthorized, ErrorCode.UnknownCommand));
            Assert.That(seen, Is.Empty);
        }
    }

    [Test]
    public async Task What_the_guard_refuses_passes_no_filter()
    {
        var (companion, seen) = Recorded();
        await using var _ = companion;
        companion.Commands.Guard = (_, _) => throw new CommandException(ErrorCode.Unauthorized, "Not you.");

        await AnswerAsync(companion, "ping");

        Assert.That(seen, Is.Empty);
    }

    [TestCase("ping")]
    [TestCase("names")]
    [TestCase("stats")]
    public async Task The_commands_of_the_library_pass_filters_too(string command)
    {
        var (companion, seen) = Recorded();
        await using var _ = companion;

        await AnswerAsync(companion, command);

        Assert.That(seen, Is.EqualTo(new[] { command }));
    }

    [TestCase("filtered")]
    [TestCase("policed")]
    public async Task A_command_with_filters_or_a_policy_is_not_reached_as_a_method_by_a_peer(string command)
    {
        await using var companion = new Counter();
        companion.Expose<Counter>();

        var run = (Fault)await AnswerAsync(companion, "run", $"companion.{command}");
        var delegated = (Fault)await AnswerAsync(companion, "call", $"$companion.{command}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Error.Code, Is.EqualTo(ErrorCode.Unauthorized));
            Assert.That(run.Error.Message, Does.Contain("Call it by its command's name."));
            Assert.That(delegated.Error.Code, Is.EqualTo(ErrorCode.BadArguments));
            Assert.That(companion.Runs, Is.Zero);
            Assert.That(await companion.InvokeAsync<int>("run", $"companion.{command}"), Is.EqualTo(1), "in process");
        }
    }

    [Test]
    public async Task A_filter_that_cannot_be_made_fails_the_call_and_says_what_to_do()
    {
        await using var companion = new Companion();
        companion.Commands.AddFrom(new NeedsMaking());

        var failure = await Assert.CatchAsync<InvalidOperationException>(async () => await companion.InvokeAsync<int>("made"));
        companion.Commands.FilterFactory = _ => new Unmakable(1);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure!.Message, Does.Contain("no public constructor without parameters").And.Contain(nameof(CommandTable.FilterFactory)));
            Assert.That(await companion.InvokeAsync<int>("made"), Is.EqualTo(1));
        }
    }

    [Test]
    public void What_is_no_filter_is_told_when_the_command_is_added()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new CommandTable().AddFrom(new NamesNone()), Throws.ArgumentException.With.Message.Contains($"{typeof(string)} is used as a filter"));
            Assert.That(() => new CommandTable().AddFrom(new IsNone()), Throws.ArgumentException.With.Message.Contains(nameof(NoneAttribute)));
            Assert.That(() => new CommandTable().AddFilter(null!), Throws.ArgumentNullException);
        }
    }

    private static (Counter Companion, List<string> Seen) Recorded()
    {
        var (companion, seen) = (new Counter(), new List<string>());
        companion.Commands.AddFilter(new FilterOf((context, next) =>
        {
            seen.Add(context.Command);
            return next(context);
        }));
        return (companion, seen);
    }

    private static ValueTask<Envelope> AnswerAsync(Companion companion, string command, params object?[] arguments) =>
        companion.AnswerAsync(
            new Request { Command = command, Arguments = CommandArguments.Of(arguments, null, companion.Json) }, new CommandContext(command) { Peer = FakePeer.Create() });

    private sealed class Unmakable(int result) : ICommandFilter
    {
        public ValueTask InvokeAsync(CommandContext context, CommandNext next)
        {
            context.Result = result;
            return ValueTask.CompletedTask;
        }
    }

    private sealed class NoneAttribute : FilterAttribute;

    private sealed class NeedsMaking
    {
        [Command("made")]
        [Filter(typeof(Unmakable))]
        public int Made() => 0;
    }

    private sealed class NamesNone
    {
        [Command("wrong")]
        [Filter(typeof(string))]
        public int Wrong() => 0;
    }

    private sealed class IsNone
    {
        [Command("wrong")]
        [None]
        public int Wrong() => 0;
    }
}
