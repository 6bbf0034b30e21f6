using System.Globalization;
using System.Text.Json;
using Liaison.Tests.Architecture;
using Liaison.Tests.Tool;
using Liaison.Tests.WebSockets;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Incidents;

/// <summary>Tokens that are guessed, spelled oddly, or found where they should not be.</summary>
[Category("Incidents")]
[CancelAfter(60_000)]
internal sealed class TokenTests
{
    /// <summary>What comes with similar servers, or is everybody's first choice.</summary>
    private static readonly string[] WellKnown =
        ["wslink-secret", "vtkweb-secret", "secret", "token", "liaison", "admin", "password", "changeme", "default", "test", "null", "undefined", "0", "true"];

    [Test]
    public async Task A_server_without_options_wants_a_token_that_nobody_can_know(CancellationToken cancellationToken)
    {
        await using var transport = new WebSocketTransport("127.0.0.1:0");
        await transport.BindAsync(cancellationToken);

        foreach (var guess in WellKnown)
        {
            using var peer = await RawPeer.ConnectAsync(transport.Address, cancellationToken);
            var answer = await peer.RequestAsync(RawPeer.Handshake(transport.Address, $"Authorization: Bearer {guess}"), cancellationToken);
            Assert.That(answer, Does.StartWith("HTTP/1.1 401 "), guess);
        }

        Assert.That(transport.Token, Has.Length.EqualTo(43));
    }

    [TestCase("?token={wrong}&Token={token}")]
    [TestCase("?token={token}&%74oken={wrong}")]
    [TestCase("?token={token}&token={token}")]
    [TestCase("?token={token}%00")]
    [TestCase("?token={token}%0d%0a")]
    [TestCase("?token=%20{token}")]
    [TestCase("?token={token}+")]
    [TestCase("?token[]={token}")]
    [TestCase("?x=1;token={token}")]
    [TestCase("?token=%25{escaped}")]
    [TestCase("?tokén={token}")]
    [TestCase("?token=%u0073{rest}")]
    public async Task A_token_that_is_nearly_there_is_not_there(string query)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var target = "{path}" + query
            .Replace("{token}", Served.Token, StringComparison.Ordinal).Replace("{wrong}", "wrong", StringComparison.Ordinal)
            .Replace("{rest}", Served.Token[1..], StringComparison.Ordinal).Replace("{escaped}", Escaped(Served.Token)[1..], StringComparison.Ordinal);
        foreach (var way in new[] { Way.OwnServer, Way.Mapped })
        {
            await using var door = await Door.OpenAsync(way);

            Assert.That(await door.AnswerAsync("Host: {host}", cancellationToken, target), Does.Match("^HTTP/1.1 (401|400) "), $"{way}");
        }
    }

    [Test]
    public async Task A_token_that_is_percent_encoded_is_the_token_and_is_logged_as_little(CancellationToken cancellationToken)
    {
        var log = new RecordedLog();
        await using var door = await Door.OpenAsync(Way.OwnServer, new WebSocketTransportOptions { LoggerFactory = log });

        Assert.That(await door.AnswerAsync("Host: {host}", cancellationToken, "/?token=" + Escaped(Served.Token)), Does.StartWith("HTTP/1.1 101 "));
        Assert.That(await door.AnswerAsync("Host: {host}", cancellationToken, "/?token=" + Escaped(Served.Token) + "x"), Does.StartWith("HTTP/1.1 401 "));
        Assert.That(log.Everything, Does.Not.Contain(Served.Token).And.Not.Contains(Escaped(Served.Token)).And.Not.Contains("%7"));
    }

    [Test]
    public void Tokens_are_compared_in_constant_time_and_in_one_place()
    {
        var comparing = Repository.Libraries.SelectMany(Repository.Sources).Where(path => File.ReadAllText(path).Contains("FixedTimeEquals", StringComparison.Ordinal));

        Assert.That(comparing.Select(Repository.Relative), Is.EqualTo((string[])["Liaison.Transports.WebSocket/Handshakes/AccessToken.cs"]));
        Assert.That(typeof(AccessToken).GetMethods().Where(method => method.Name == "op_Equality"), Is.Empty);
    }

    [Test]
    [Platform("Linux")]
    public async Task The_token_of_the_environment_is_on_no_command_line_and_no_child_inherits_it(CancellationToken cancellationToken)
    {
        await using var tool = ToolProcess.Start(Served.Token, ["stdio", "--load", ToolProcess.Hosted]);
        await tool.WriteAsync(
            """{"command":{"command":"run","args":["Liaison.Tests.Incidents.Children:Output","printenv LIAISON_TOKEN; echo ended"]},"id":1}""" + "\n", cancellationToken);
        var reply = await tool.ReadChunkAsync(cancellationToken);
        var commandLine = await File.ReadAllTextAsync($"/proc/{tool.Id.ToString(CultureInfo.InvariantCulture)}/cmdline", cancellationToken);

        Assert.That(JsonElement.Parse(reply).GetProperty("response").GetString(), Is.EqualTo("ended\n"));
        Assert.That(commandLine, Does.Contain("stdio").And.Not.Contains(Served.Token));
    }

    [Test]
    public async Task The_tool_takes_no_token_on_its_command_line(CancellationToken cancellationToken)
    {
        var help = await ToolProcess.RunAsync(["websocket", "--help"], cancellationToken);
        var given = await ToolProcess.RunAsync(["websocket", "localhost:0", "--token", "x"], cancellationToken);

        Assert.That(help.Output, Does.Contain("--no-token").And.Not.Match("(^|[ ,])--(token|secret|password)"));
        Assert.That(given.ExitCode, Is.EqualTo(2));
    }

    private static string Escaped(string text) => string.Concat(text.Select(c => string.Create(CultureInfo.InvariantCulture, $"%{(int)c:x2}")));
}
