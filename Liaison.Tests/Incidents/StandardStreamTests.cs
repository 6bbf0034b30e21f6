using System.Diagnostics;
using System.Text.Json;
using Liaison.Tests.Tool;
using NUnit.Framework;

namespace Liaison.Tests.Incidents;

/// <summary>Programs that hosted code starts, and that would write to, read from or keep open what belongs to the protocol.</summary>
[Category("Incidents")]
[Platform("Linux")]
[CancelAfter(60_000)]
internal sealed class StandardStreamTests
{
    [Test]
    public async Task What_a_child_writes_goes_to_standard_error_and_it_reads_no_request(CancellationToken cancellationToken)
    {
        await using var tool = ToolProcess.Start("stdio", "--load", ToolProcess.Hosted);
        await tool.WriteAsync(Call("Run", "echo rubbish; cat; echo more") + Call("Run", "exit 3"), cancellationToken);
        var result = await tool.EndAsync(cancellationToken);
        var replies = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line).GetProperty("response").GetInt32());

        Assert.That(replies, Is.EqualTo((int[])[0, 3]));
        Assert.That(result.Errors, Does.Contain("rubbish\nmore\n"));
    }

    [Test]
    public async Task A_child_that_stays_keeps_nobody_waiting_for_the_end_of_standard_output(CancellationToken cancellationToken)
    {
        await using var tool = ToolProcess.Start("stdio", "--load", ToolProcess.Hosted);
        await tool.WriteAsync(Call("Start", "exec sleep 1000"), cancellationToken);
        var reply = await tool.ReadChunkAsync(cancellationToken);
        using var child = Process.GetProcessById(JsonElement.Parse(reply).GetProperty("response").GetInt32());
        try
        {
            // Standard error is the child's too, so that the end of standard output is all that can be waited for.
            tool.Send(Signal.Terminate);
            while ((await tool.ReadChunkAsync(cancellationToken)).Length > 0)
            {
                // Nothing is expected but the end.
            }

            Assert.That(child.HasExited, Is.False, "The output ended while the child still ran.");
        }
        finally
        {
            child.Kill();
        }
    }

    private static string Call(string method, string command) =>
        $$"""{"command":{"command":"run","args":["Liaison.Tests.Incidents.Children:{{method}}",{{JsonSerializer.Serialize(command)}}]},"id":1}""" + "\n";
}
