using System.ComponentModel;
using System.Text.Json;
using Liaison.Messages;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Tool;

/// <summary>When a back-end process ends, and how (WIRE, section 2).</summary>
[CancelAfter(60_000)]
internal sealed class LifecycleTests
{
    [TestCase(Signal.Interrupt)]
    [TestCase(Signal.Terminate)]
    [Platform(Exclude = "Win", Reason = "There are no signals to send.")]
    public async Task A_signal_stops_the_process_with_code_0(Signal signal, CancellationToken cancellationToken)
    {
        if (signal == Signal.Interrupt && IgnoresInterrupts())
        {
            Assert.Ignore("The tests were started with SIGINT ignored, as a shell does in the background, and the tool inherits that.");
        }

        await using var tool = ToolProcess.Start("websocket", "localhost:0", "--no-token");
        var address = await tool.AddressAsync(cancellationToken);
        tool.Send(signal);

        Assert.That(await tool.EndedAsync(cancellationToken), Is.EqualTo(new ToolResult(0, $"LIAISON:DISCONNECTED@{address}", "")));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "There is no SIGTERM to send.")]
    public async Task A_signal_that_comes_while_the_process_is_ending_does_not_change_its_code(CancellationToken cancellationToken)
    {
        await using var tool = ToolProcess.Start("stdio");
        await tool.WriteAsync("""{"command":{"command":"ping"},"id":1}""" + "\n", cancellationToken);
        await tool.ReadChunkAsync(cancellationToken);
        var ending = tool.EndAsync(cancellationToken);
        try
        {
            while (!ending.IsCompleted)
            {
                tool.Send(Signal.Terminate);
                await Task.Delay(1, cancellationToken);
            }
        }
        catch (Win32Exception)
        {
            // The process has ended.
        }

        Assert.That((await ending).ExitCode, Is.Zero);
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "There is no SIGTERM to send.")]
    public async Task A_command_that_runs_when_the_signal_comes_is_answered(CancellationToken cancellationToken)
    {
        await using var tool = ToolProcess.Start(
            "websocket", "localhost:0", "--no-token", "--load", ToolProcess.Hosted, "--companion", "SignalCompanion");
        var address = await tool.AddressAsync(cancellationToken);
        await using var connection = await new WebSocketConnector(new Uri($"ws://{address}")).ConnectAsync(cancellationToken);
        var request = """{"command":{"command":"finish_at_sigterm"},"id":1}"""u8.ToArray();
        await connection.SendAsync(new[] { new Frame(FrameKind.Text, request) }, cancellationToken);
        var running = await tool.ReadChunkAsync(cancellationToken);
        tool.Send(Signal.Terminate);
        var reply = await connection.ReceiveAsync(cancellationToken);
        var result = await tool.EndAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(running, Is.EqualTo("running"));
            Assert.That(JsonElement.Parse(reply!.Value.Bytes.Span).GetProperty("response").GetString(), Is.EqualTo("finished"));
            Assert.That((result.ExitCode, result.Output), Is.EqualTo((0, $"LIAISON:DISCONNECTED@{address}")));
        }
    }

    [Test]
    public async Task A_process_without_peers_ends_by_itself(CancellationToken cancellationToken)
    {
        await using var tool = ToolProcess.Start("websocket", "localhost:0", "--no-token", "--idle-exit", "1");
        var address = await tool.AddressAsync(cancellationToken);

        Assert.That(await tool.EndedAsync(cancellationToken), Is.EqualTo(new ToolResult(0, $"LIAISON:DISCONNECTED@{address}", "")));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "There is no shell to stand in between.")]
    public async Task A_process_ends_when_its_parent_is_gone(CancellationToken cancellationToken)
    {
        // Holds its child's output open until it is told to end; the child's output then tells that the child has ended too.
        await using var shell = ToolProcess.StartProgram(
            "sh", ["-c", "\"$@\" </dev/null & read -r line", "sh", ToolProcess.Dotnet, "exec", ToolProcess.Path, "websocket", "localhost:0", "--no-token", "--exit-with-parent"]);
        var address = await shell.AddressAsync(cancellationToken);

        Assert.That((await shell.EndAsync(cancellationToken)).Output, Is.EqualTo($"LIAISON:DISCONNECTED@{address}"));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "There is no shell to close the stream.")]
    public async Task A_process_without_a_standard_output_serves_all_the_same(CancellationToken cancellationToken)
    {
        await using var shell = ToolProcess.StartProgram(
            "sh", ["-c", "exec \"$@\" >&-", "sh", ToolProcess.Dotnet, "exec", ToolProcess.Path, "websocket", "localhost:0", "--no-token", "--idle-exit", "1"]);

        Assert.That(await shell.EndAsync(cancellationToken), Is.EqualTo(new ToolResult(0, "", "")));
    }

    [Test]
    public async Task The_end_of_its_input_does_not_end_a_process_that_serves_elsewhere(CancellationToken cancellationToken)
    {
        await using var tool = ToolProcess.Start("pipe", $"liaison-{Guid.NewGuid():N}", "--idle-exit", "2", "--verbosity", "information");
        await tool.AddressAsync(cancellationToken);
        var result = await tool.EndAsync(cancellationToken);

        Assert.That(result.Errors, Does.Contain("Nobody was connected for 00:00:02"));
    }

    [Test]
    public async Task A_taken_port_ends_the_process_with_code_3(CancellationToken cancellationToken)
    {
        await using var first = ToolProcess.Start("websocket", "localhost:0", "--no-token");
        var address = await first.AddressAsync(cancellationToken);
        var second = await ToolProcess.RunAsync(["websocket", address, "--no-token"], cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((second.ExitCode, second.Output), Is.EqualTo((3, "")));
            Assert.That(second.Errors, Does.Contain($"{address} is taken").And.Contain("choose another port"));
        }
    }

    // The line's number is in hexadecimal, with a bit for each signal; SIGINT is the second.
    private static bool IgnoresInterrupts() =>
        File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } ignored
        && (Convert.ToUInt64(ignored[7..].Trim(), 16) & 2) != 0;
}
