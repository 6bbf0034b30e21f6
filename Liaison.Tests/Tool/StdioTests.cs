using System.Text.Json;
using NUnit.Framework;

namespace Liaison.Tests.Tool;

/// <summary><c>liaison stdio</c>: standard output belongs to the protocol, and the end of the input ends the process.</summary>
[CancelAfter(60_000)]
internal sealed class StdioTests
{
    [Test]
    public async Task A_line_is_answered_by_a_line_and_the_end_of_the_input_ends_the_process(CancellationToken cancellationToken)
    {
        const string Request = """{"command":{"command":"run","args":["System.Math:Sqrt",2.0]},"id":1}""";
        await using var tool = ToolProcess.Start("stdio");
        await tool.WriteAsync(Request + "\n", cancellationToken);
        var result = await tool.EndAsync(cancellationToken);

        Assert.That(result, Is.EqualTo(new ToolResult(
            0, $$"""{"response":1.4142135623730951,"tag":"response","evt":{{Request}}}""" + "\n", "LIAISON:CONNECTED@stdioLIAISON:DISCONNECTED@stdio")));
    }

    [Test]
    public async Task Everything_that_was_asked_before_the_end_is_answered_in_order(CancellationToken cancellationToken)
    {
        const int Requests = 500;
        await using var tool = ToolProcess.Start("stdio");
        await tool.WriteAsync(
            string.Concat(Enumerable.Range(0, Requests).Select(id => $$"""{"command":{"command":"run","args":["System.Math:Abs",{{-id}}]},"id":{{id}}}""" + "\n")), cancellationToken);
        var result = await tool.EndAsync(cancellationToken);
        var answers = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line).GetProperty("response").GetInt32());

        Assert.That(answers, Is.EqualTo(Enumerable.Range(0, Requests)));
    }

    [Test]
    public async Task What_the_hosted_code_prints_goes_to_standard_error(CancellationToken cancellationToken)
    {
        await using var tool = ToolProcess.Start("stdio", "--load", ToolProcess.Hosted, "--ready", "json");
        await tool.WriteAsync("""{"command":{"command":"run","args":["Printer:Print","{\"stray\""]},"id":1}""" + "\n", cancellationToken);
        var result = await tool.EndAsync(cancellationToken);
        var errors = result.Errors.Split('\n');

        using (Assert.EnterMultipleScope())
        {
            Assert.That(JsonElement.Parse(result.Output).GetProperty("response").GetInt32(), Is.EqualTo("{\"stray\"".Length));
            Assert.That(JsonElement.Parse(errors[0]).GetProperty("address").GetString(), Is.EqualTo("stdio"));
            Assert.That(errors[1], Is.EqualTo("{\"stray\""));
        }
    }

    [Test]
    public async Task A_message_past_the_limit_is_refused_and_ends_the_process(CancellationToken cancellationToken)
    {
        await using var tool = ToolProcess.Start("stdio", "--max-message", "1000");
        await tool.WriteAsync($$$"""{"id":1,"command":{"command":"run","args":["System.String:Concat","{{{new string('x', 2_000)}}}"]}}""" + "\n", cancellationToken);
        var result = await tool.EndedAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.Zero);
            Assert.That(JsonElement.Parse(result.Output).GetProperty("code").GetString(), Is.EqualTo("too_large"));
        }
    }
}
