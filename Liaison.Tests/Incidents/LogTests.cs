using System.Text.Json;
using Liaison.Messages;
using Liaison.Tests.Tool;
using Liaison.Tests.Transports;
using Liaison.Tests.WebSockets;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Incidents;

/// <summary>Text of peers that a terminal would obey, or that looks like an entry of a log.</summary>
[Category("Incidents")]
[CancelAfter(60_000)]
internal sealed class LogTests
{
    private const string Evil = "x\u001b[2J\u001b]0;title\u0007\r\nwarning: Liaison: forged\u009b31m\u202e\u2028end";

    [Test]
    public async Task What_a_peer_sends_neither_steers_the_terminal_nor_makes_an_entry_in_the_log_of_the_tool(CancellationToken cancellationToken)
    {
        await using var tool = ToolProcess.Start("stdio", "--load", ToolProcess.Hosted, "--verbosity", "trace");
        await tool.WriteAsync(Call("run", "Liaison.Tests.Incidents.Children:Fail", Evil) + Call(Evil) + Call("get", Evil) + Call("subscribe", Evil), cancellationToken);
        var result = await tool.EndAsync(cancellationToken);

        Assert.That(result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(4));
        Assert.That(result.Errors, Does.Contain("forged").And.Contains("\\u001b[2J"));
        Assert.That(result.Errors.Split('\n'), Has.None.StartsWith("warning: Liaison: forged"));
        Assert.That(result.Errors.Any(c => (char.IsControl(c) && c is not ('\n' or '\t')) || c is '\u202e' or '\u2028'), Is.False);
    }

    [Test]
    [Platform("Unix")]
    public async Task What_a_host_answers_does_not_steer_the_terminal_of_a_caller(CancellationToken cancellationToken)
    {
        var path = SocketPaths.Fresh();
        await using var host = ToolProcess.Start("unix", path, "--load", ToolProcess.Hosted);
        await host.AddressAsync(cancellationToken);

        var failed = await ToolProcess.RunAsync(["call", $"unix:{path}", "run", "Liaison.Tests.Incidents.Children:Fail", JsonSerializer.Serialize(Evil)], cancellationToken);
        var given = await ToolProcess.RunAsync(["call", $"unix:{path}", "run", "System.String:Concat", JsonSerializer.Serialize(Evil)], cancellationToken);

        Assert.That(failed.Errors, Does.Contain("\\u001b[2J"));
        Assert.That(JsonSerializer.Deserialize<string>(given.Output), Is.EqualTo(Evil));
        Assert.That((failed.Errors + given.Output).Any(c => (char.IsControl(c) && c is not ('\n' or '\t')) || c is '\u202e' or '\u2028'), Is.False);
    }

    [TestCase("\u001b[31mred", "\\u001b[31mred")]
    [TestCase("a\r\nb\u2028c\u0085d", "a\\u000d\\u000ab\\u2028c\\u0085d")]
    [TestCase("open_project", "open_project")]
    public void A_name_that_a_peer_chose_is_one_line_in_a_log(string name, string logged) => Assert.That(LogText.Of(name), Is.EqualTo(logged));

    [Test]
    public void A_long_name_is_cut_in_a_log() => Assert.That(LogText.Of(new string('x', 100_000)), Has.Length.EqualTo(259));

    [TestCase("Host: {host}\u001b[2J")]
    [TestCase("Host: {host}|Origin: http://\u001b[2J.example")]
    [TestCase("Host: {host}|Authorization: Bearer \u001b[2J")]
    [TestCase("Host: {host}|Sec-WebSocket-Protocol: liaison.token.\u001b[2J")]
    [TestCase("Host: {host}|X-\u001b[2J: 1")]
    [TestCase("Host: evil.example:{port}|X: \u009b2J")]
    public async Task Nothing_of_a_refused_handshake_steers_a_terminal(string headers)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var log = new RecordedLog();
        await using var door = await Door.OpenAsync(Way.OwnServer, new WebSocketTransportOptions { LoggerFactory = log });

        var answer = await door.AnswerAsync(headers, cancellationToken);

        Assert.That(answer, Does.Match("^HTTP/1.1 4[0-9][0-9] "));
        Assert.That((answer.ReplaceLineEndings("") + log.Everything.ReplaceLineEndings("")).Any(char.IsControl), Is.False);
    }

    private static string Call(string command, params string[] arguments) =>
        JsonSerializer.Serialize(new { command = new { command, args = arguments }, id = 1 }) + "\n";
}
