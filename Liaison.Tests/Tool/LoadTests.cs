using NUnit.Framework;

namespace Liaison.Tests.Tool;

/// <summary>What a server of the tool lets peers reach: <c>--load</c>, <c>--expose</c>, <c>--expose-all</c>, <c>--companion</c>.</summary>
[CancelAfter(120_000)]
internal sealed class LoadTests
{
    [Test]
    public async Task Basic_types_are_exposed_and_nothing_else(CancellationToken cancellationToken)
    {
        var (math, _) = await AskAsync([], "exists System.Math:Sqrt", cancellationToken);
        var (file, _) = await AskAsync([], "exists System.IO.File:Exists", cancellationToken);

        Assert.That((math, file), Is.EqualTo(("true", "false")));
    }

    [TestCase("System.IO.File", "run System.IO.File:Exists no-such-file", "false")]
    [TestCase("System.Text.RegularExpressions", "run System.Text.RegularExpressions.Regex:IsMatch abc b", "true")]
    [TestCase("System.Xml.Linq", "exists System.Xml.Linq.XName:Get", "true")]
    [TestCase("System.Environment+SpecialFolder", "exists System.Environment.SpecialFolder:Desktop", "true")]
    [TestCase("System.Collections.Concurrent.ConcurrentBag", "init bag System.Collections.Concurrent.ConcurrentBag<System.Int32>", "\"bag\"")]
    public async Task A_type_or_a_namespace_of_the_framework_is_exposed_by_name(string name, string question, string expected, CancellationToken cancellationToken)
    {
        var (answer, errors) = await AskAsync(["--expose", name], question, cancellationToken);

        Assert.That(answer, Is.EqualTo(expected), errors);
    }

    [Test]
    public async Task A_namespace_that_a_loaded_assembly_refers_to_is_exposed_by_name(CancellationToken cancellationToken)
    {
        var (answer, errors) = await AskAsync(["--load", ToolProcess.Hosted, "--expose", "Moq"], "exists Moq.Times:Once", cancellationToken);

        Assert.That(answer, Is.EqualTo("true"), errors);
    }

    [Test]
    public async Task Expose_all_reaches_what_the_tool_itself_does_not_use_and_warns(CancellationToken cancellationToken)
    {
        var (answer, errors) = await AskAsync(["--expose-all"], "exists System.Xml.Linq.XName:Get", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer, Is.EqualTo("true"));
            Assert.That(errors, Does.Contain("warning: ").And.Contain("Everything is exposed"));
        }
    }

    [TestCase("PlainCompanion")]
    [TestCase("Liaison.Tests.Tool.Hosted.PlainCompanion")]
    public async Task A_companion_of_a_loaded_assembly_is_served(string name, CancellationToken cancellationToken)
    {
        var (answer, errors) = await AskAsync(["--load", ToolProcess.Hosted, "--companion", name], "twice 21", cancellationToken);

        Assert.That(answer, Is.EqualTo("42"), errors);
    }

    [Test]
    public async Task An_assembly_that_is_loaded_twice_is_loaded_once(CancellationToken cancellationToken)
    {
        var (answer, errors) = await AskAsync(
            ["--load", ToolProcess.Hosted, "--load", ToolProcess.Hosted, "--companion", "PlainCompanion"], "twice 21", cancellationToken);

        Assert.That(answer, Is.EqualTo("42"), errors);
    }

    [TestCase("--companion Printer", "PlainCompanion")]
    [TestCase("--companion PlainCompanion --details off", "CompanionOptions")]
    public async Task A_class_that_cannot_be_the_companion_is_refused_with_the_fix(string arguments, string fix, CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync(["stdio", "--load", ToolProcess.Hosted, .. arguments.Split(' ')], cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(2));
            Assert.That(result.Errors, Does.Contain(fix).And.Not.Contain("   at "));
        }
    }

    [TestCase("on", true)]
    [TestCase("off", false)]
    [TestCase(null, true)]
    public async Task Details_are_stack_traces(string? details, bool traces, CancellationToken cancellationToken)
    {
        var (_, errors) = await AskAsync(details is null ? [] : ["--details", details], "run System.Int32:Parse \"x\"", cancellationToken);

        Assert.That(errors, traces ? Does.Contain("   at System.Int32.Parse") : Does.Not.Contain("   at "));
    }

    [Test]
    public async Task A_file_that_is_no_assembly_is_refused_with_the_fix(CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync(["stdio", "--load", Path.ChangeExtension(ToolProcess.Path, ".runtimeconfig.json")], cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(2));
            Assert.That(result.Errors, Does.Contain("Give the .dll"));
        }
    }

    // Over stdio, so that each server is there for one question.
    private static async Task<(string Answer, string Errors)> AskAsync(string[] options, string question, CancellationToken cancellationToken)
    {
        var command = string.Join(' ', options.Prepend("stdio").Select(option => $"\"{option}\""));
        var result = await ToolProcess.RunAsync(
            ["call", $"stdio:\"{ToolProcess.Dotnet}\" exec \"{ToolProcess.Path}\" {command}", .. question.Split(' ')], cancellationToken);
        return (result.Output.TrimEnd('\n'), result.Errors);
    }
}
