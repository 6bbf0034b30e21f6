using System.Text.Json;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Liaison.Tests.Tool;

/// <summary>What the tool tells the front end that started it (WIRE, section 2).</summary>
[CancelAfter(60_000)]
internal sealed class ReadyTests
{
    private static string NewPath => Path.Combine(Path.GetTempPath(), $"liaison-{Guid.NewGuid():N}.sock");

    [Test]
    public async Task Constants_are_printed_as_liaison_py_prints_them(CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync(["constants"], cancellationToken);

        Assert.That(result, Is.EqualTo(new ToolResult(0, "{\"START_MARKER\": \"LIAISON:CONNECTED\", \"STOP_MARKER\": \"LIAISON:DISCONNECTED\"}\n", "")));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "There is no SIGTERM to send.")]
    public async Task The_markers_are_chunks_of_their_own_without_a_newline(CancellationToken cancellationToken)
    {
        await using var tool = ToolProcess.Start("websocket", "localhost:0", "--no-token");
        var started = await tool.ReadChunkAsync(cancellationToken);
        tool.Send(Signal.Terminate);
        var stopped = await tool.ReadChunkAsync(cancellationToken);
        var result = await tool.EndAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(started, Does.Match("^LIAISON:CONNECTED@localhost:[1-9][0-9]*$"));
            Assert.That(started, Does.Not.EndWith("\n"));
            Assert.That(stopped, Is.EqualTo(started.Replace("CONNECTED", "DISCONNECTED", StringComparison.Ordinal)));
            Assert.That(result, Is.EqualTo(new ToolResult(0, "", "")));
        }
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "There is no SIGTERM to send.")]
    public async Task A_socket_is_told_by_its_path_as_it_was_given(CancellationToken cancellationToken)
    {
        var path = NewPath;
        await using var tool = ToolProcess.Start("unix", path);
        var started = await tool.ReadChunkAsync(cancellationToken);
        tool.Send(Signal.Terminate);
        var result = await tool.EndAsync(cancellationToken);

        Assert.That((started, result), Is.EqualTo(($"LIAISON:CONNECTED@{path}", new ToolResult(0, $"LIAISON:DISCONNECTED@{path}", ""))));
    }

    [Test]
    public async Task Ready_json_is_one_line_that_has_the_token(CancellationToken cancellationToken)
    {
        await using var tool = ToolProcess.Start("websocket", "localhost:0", "--ready", "json");
        var line = await tool.ReadChunkAsync(cancellationToken);
        var ready = JsonElement.Parse(line);
        var answer = await ToolProcess.RunAsync(
            ["call", ready.GetProperty("address").GetString()!, "ping"], cancellationToken, ready.GetProperty("token").GetString());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(line.IndexOf('\n', StringComparison.Ordinal), Is.EqualTo(line.Length - 1));
            Assert.That(ready.EnumerateObject().Select(member => member.Name), Is.EqualTo(new[] { "liaison", "transport", "address", "token", "pid", "version" }));
            Assert.That(ready.GetProperty("liaison").GetString(), Is.EqualTo("ready"));
            Assert.That(ready.GetProperty("transport").GetString(), Is.EqualTo("websocket"));
            Assert.That(ready.GetProperty("address").GetString(), Does.Match("^ws://localhost:[1-9][0-9]*$"));
            Assert.That(ready.GetProperty("token").GetString(), Does.Match("^[A-Za-z0-9_-]{43}$"));
            Assert.That(ready.GetProperty("pid").GetInt32(), Is.EqualTo(tool.Id));
            Assert.That(ready.GetProperty("version").GetString(), Does.Match(new Regex("^[0-9]+[.][0-9]+[.][0-9]+")));
            Assert.That(answer, Is.EqualTo(new ToolResult(0, "\"pong\"\n", "")));
        }
    }

    [TestCase("marker", "^LIAISON:CONNECTED@localhost:[0-9]+$")]
    [TestCase("json", "\"token\":\"[^\"]+\",\"link\":\"http://localhost:[1-9][0-9]*/#liaison=[A-Za-z0-9_-]{43}\"")]
    [TestCase("link", "^http://localhost:[1-9][0-9]*/#liaison=[A-Za-z0-9_-]{43}\n$")]
    public async Task A_link_to_the_page_that_is_served_is_told_to_whoever_asks_for_it_and_not_logged(string ready, string expected, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("liaison-pages-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "index.html"), "Home", cancellationToken);
        await using var tool = ToolProcess.Start(
            "websocket", "localhost:0", "--static", folder, "--ready", ready, "--verbosity", "trace", "--idle-exit", "1");
        var line = await tool.ReadChunkAsync(cancellationToken);
        var port = Regex.Match(line, "localhost:([0-9]+)").Groups[1].Value;
        using var client = new HttpClient();
        var page = await client.GetStringAsync(new Uri($"http://localhost:{port}/"), cancellationToken);
        var result = await tool.EndAsync(cancellationToken);
        Directory.Delete(folder, recursive: true);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(line, Does.Match(expected));
            Assert.That(page, Is.EqualTo("Home"));
            Assert.That(result.Errors, Is.Not.Empty.And.Not.Contains("#liaison"));
        }
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "There is no SIGTERM to send.")]
    public async Task Ready_json_writes_no_marker_on_stopping(CancellationToken cancellationToken)
    {
        await using var tool = ToolProcess.Start("pipe", $"liaison-{Guid.NewGuid():N}", "--ready", "json");
        var ready = JsonElement.Parse(await tool.ReadChunkAsync(cancellationToken));
        tool.Send(Signal.Terminate);
        var result = await tool.EndAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ready.GetProperty("token").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(result, Is.EqualTo(new ToolResult(0, "", "")));
        }
    }

    [TestCase(null, "websocket localhost:0", true)]
    [TestCase("secret", "websocket localhost:0", false)]
    [TestCase(null, "websocket localhost:0 --no-token", false)]
    [TestCase(null, "websocket localhost:0 --ready json", false)]
    [TestCase(null, "stdio", false)]
    public async Task A_token_that_nobody_can_know_is_warned_of(string? token, string arguments, bool warns, CancellationToken cancellationToken)
    {
        await using var tool = ToolProcess.Start(token, [.. arguments.Split(' '), "--idle-exit", "1"]);
        var result = await tool.EndAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.Zero);
            Assert.That(result.Errors, warns ? Does.Contain("LIAISON_TOKEN").And.Contain("--ready json").And.Contain("--no-token") : Does.Not.Contain("token"));
        }
    }
}
