using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Calling;

/// <summary>What commands and functions report with <see cref="IProgress{T}"/>.</summary>
[CancelAfter(60_000)]
internal sealed class ProgressTests
{
    [TestCase("numbers", new object[] { 1, 2, 3 })]
    [TestCase("texts", new object[] { "one", "two" })]
    [TestCase("anything", new object[] { 1, "two" })]
    [TestCase("structures", new object[] { "00:00:05" })]
    [TestCase("later", new object[] { 0.5, 1.0 })]
    public async Task A_command_reports_in_process_to_the_contexts_progress(string command, object[] expected)
    {
        await using var companion = new Reporter();
        var reports = new List<object?>();

        var given = await companion.InvokeAsync(CommandArguments.None, new CommandContext(command) { Progress = reports.Add });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reports.Select(report => report is TimeSpan ? report.ToString() : report), Is.EqualTo(expected));
            Assert.That(given, Is.EqualTo("done"));
        }
    }

    [TestCase("run")]
    [TestCase("try")]
    [TestCase("init")]
    public async Task A_function_that_is_called_reports_too(string command)
    {
        await using var companion = await new Companion().WithAsync("f", (int times, IProgress<int> progress, IProgress<string?> texts) =>
        {
            progress.Report(times);
            texts.Report(null);
            return times;
        });
        var reports = new List<object?>();
        var arguments = CommandArguments.Of(command == "init" ? ["made", "f", 7] : ["f", 7], null, companion.Json);

        await companion.InvokeAsync(arguments, new CommandContext(command) { Progress = reports.Add });

        Assert.That(reports, Is.EqualTo(new object?[] { 7, null }));
    }

    [Test]
    public async Task A_constructor_reports_too()
    {
        await using var companion = new Companion().Expose<Loaded>();
        var reports = new List<object?>();
        var arguments = CommandArguments.Of(["loaded", "Loaded"], null, companion.Json);

        await companion.InvokeAsync(arguments, new CommandContext("init") { Progress = reports.Add });

        Assert.That(reports, Is.EqualTo(new object[] { 'x' }));
    }

    [Test]
    public async Task Over_a_connection_reports_go_to_the_caller_and_not_to_the_contexts_progress()
    {
        await using var companion = new Reporter();
        var elsewhere = new List<object?>();
        using var call = new FakeCall("numbers") { Progress = elsewhere.Add };

        var answer = await companion.AnswerAsync(new Request { Command = "numbers" }, call);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer, Is.InstanceOf<Response>());
            Assert.That(call.TakeSent(), Is.EqualTo(new object[] { new FakeCall.Reported(1), new FakeCall.Reported(2), new FakeCall.Reported(3) }));
            Assert.That(elsewhere, Is.Empty);
        }
    }

    [Test]
    public async Task Reports_that_nobody_asked_for_are_dropped()
    {
        await using var companion = new Reporter();

        Assert.That(await companion.InvokeAsync<string>("numbers"), Is.EqualTo("done"));
    }

    [Test]
    public async Task Progress_is_no_parameter_that_anybody_is_told_of_or_could_bind()
    {
        await using var companion = new Reporter();
        companion.Commands.TryGet("numbers", out var command);
        var second = await companion.AnswerAsync(Request([1, 2], null), new CommandContext("numbers"));
        var named = await companion.AnswerAsync(Request([], new Dictionary<string, object?> { ["progress"] = 1 }), new CommandContext("numbers"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(command!.Parameters.Select(parameter => parameter.Name), Is.EqualTo(new[] { "times" }));
            Assert.That(command.Signature, Is.EqualTo("Reporter.Numbers(int times = 3)"));
            Assert.That(((Fault)second).Error.Message, Does.Contain("takes 1 by position at most"));
            Assert.That(((Fault)named).Error.Message, Does.Contain("has no parameter 'progress'"));
        }

        Request Request(object?[] positional, Dictionary<string, object?>? keywords) =>
            new() { Command = "numbers", Arguments = CommandArguments.Of(positional, keywords, companion.Json) };
    }

    [Test]
    public async Task What_implements_IProgress_is_a_type_like_others()
    {
        await using var companion = new Reporter();
        companion.Commands.TryGet("own", out var command);

        Assert.That(command!.Parameters.Select(parameter => parameter.Type), Is.EqualTo(new[] { typeof(Progress<int>) }));
    }

    [Test]
    public async Task Overloads_are_chosen_as_if_progress_were_not_there()
    {
        await using var companion = await new Companion().WithAsync(
            "f",
            string (int value, IProgress<int> progress) => "int",
            string (string value, IProgress<int> progress) => "string");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await companion.ResponseAsync("f", "[1]"), Is.EqualTo("\"int\""));
            Assert.That(await companion.ResponseAsync("f", "[\"1\"]"), Is.EqualTo("\"string\""));
        }
    }

    public sealed class Loaded
    {
        public Loaded(IProgress<char> progress) => progress.Report('x');
    }

    public sealed class Reporter : Companion
    {
        [Command("numbers")]
        public string Numbers(IProgress<int> progress, int times = 3)
        {
            Enumerable.Range(1, times).ToList().ForEach(progress.Report);
            return "done";
        }

        [Command("texts")]
        public string Texts(IProgress<string>? progress = null)
        {
            progress!.Report("one");
            progress.Report("two");
            return "done";
        }

        [Command("anything")]
        public string Anything(IProgress<object> progress)
        {
            progress.Report(1);
            progress.Report("two");
            return "done";
        }

        [Command("structures")]
        public string Structures(IProgress<TimeSpan?> progress)
        {
            progress.Report(TimeSpan.FromSeconds(5));
            return "done";
        }

        [Command("later")]
        public async Task<string> LaterAsync(IProgress<double> progress, CancellationToken cancellationToken)
        {
            progress.Report(0.5);
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            progress.Report(1.0);
            return "done";
        }

        [Command("own")]
        public void Own(Progress<int> progress) => _ = progress;
    }
}
