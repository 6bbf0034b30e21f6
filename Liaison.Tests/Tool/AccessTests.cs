using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Tool;

/// <summary>Who may connect to a WebSocket that the tool serves.</summary>
[CancelAfter(60_000)]
internal sealed class AccessTests
{
    private const string Token = "of-this-test-alone";

    [TestCase("http://localhost:3000", true)]
    [TestCase("file://", true)]
    [TestCase("http://localhost:3001", false)]
    [TestCase(null, true)]
    public async Task A_page_connects_only_if_its_origin_is_allowed(string? origin, bool allowed, CancellationToken cancellationToken)
    {
        await using var host = ToolProcess.Start(
            Token, ["websocket", "localhost:0", "--allow-origin", "http://localhost:3000", "--allow-origin", "file://", "--verbosity", "none"]);
        var connector = await ConnectorAsync(host, new WebSocketConnectorOptions { Token = Token, Origin = origin }, cancellationToken);

        Assert.That(async () => await (await connector.ConnectAsync(cancellationToken)).DisposeAsync(), allowed
            ? Throws.Nothing
            : Throws.InstanceOf<IOException>().With.Message.Contains("403"));
    }

    [Test]
    public async Task Any_process_connects_where_the_token_is_turned_off(CancellationToken cancellationToken)
    {
        await using var host = ToolProcess.Start(Token, ["websocket", "localhost:0", "--no-token"]);
        var connector = await ConnectorAsync(host, new WebSocketConnectorOptions(), cancellationToken);

        Assert.That(async () => await (await connector.ConnectAsync(cancellationToken)).DisposeAsync(), Throws.Nothing);
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "There is no SIGTERM to send.")]
    public async Task The_token_is_in_no_log_and_no_output(CancellationToken cancellationToken)
    {
        await using var host = ToolProcess.Start(Token, ["websocket", "localhost:0", "--verbosity", "trace"]);
        var address = await host.AddressAsync(cancellationToken);
        var right = await ToolProcess.RunAsync(["call", $"ws://{address}/?token={Token}", "ping"], cancellationToken);
        var wrong = await ToolProcess.RunAsync(["call", $"ws://{address}/?token={Token}-not", "ping"], cancellationToken);
        host.Send(Signal.Terminate);
        var result = await host.EndAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((right.ExitCode, wrong.ExitCode), Is.EqualTo((0, 1)));
            Assert.That(wrong.Errors, Does.Contain("401"));
            Assert.That(result.Errors, Does.Contain("401").And.Contain("connected"));
            Assert.That(result.Output + result.Errors + right.Errors + wrong.Errors, Does.Not.Contain(Token));
        }
    }

    private static async Task<WebSocketConnector> ConnectorAsync(ToolProcess host, WebSocketConnectorOptions options, CancellationToken cancellationToken) =>
        new(new Uri($"ws://{await host.AddressAsync(cancellationToken)}"), options);
}
