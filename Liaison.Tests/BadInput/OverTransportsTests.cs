using System.Net.WebSockets;
using System.Text.Unicode;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Tests.Hosting;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.BadInput;

/// <summary>Bad messages over real links: what arrives is answered as it is in memory.</summary>
[TestFixture("unix")]
[TestFixture("websocket")]
internal sealed class OverTransportsTests(string kind)
{
    private const int Mebibyte = 1_048_576;

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"liaison-{Guid.NewGuid():N}");
    private LiaisonHost _host = null!;
    private WebSocketTransport? _webSocket;

    // What every link carries as one frame: text that begins as an object does.
    private static IEnumerable<BadMessage> Messages => BadMessages.All.Where(message => message.Bytes is [(byte)'{', ..] && Utf8.IsValid(message.Bytes));

    [OneTimeSetUp]
    public async Task Serve()
    {
        if (kind == "unix" && OperatingSystem.IsWindows())
        {
            Assert.Ignore("Unix sockets are tested where they have owners.");
        }

        _webSocket = kind == "websocket" ? new WebSocketTransport("localhost:0") : null;
        _host = new LiaisonHost(new TroubleCompanion()).Add(_webSocket ?? (ICommandTransport)new UnixSocketTransport(_path));
        await _host.StartAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [TestCaseSource(nameof(Messages))]
    [CancelAfter(60_000)]
    public async Task A_bad_message_is_answered_with_one_clear_error(BadMessage message, CancellationToken token)
    {
        await using var peer = await ConnectAsync(token);

        var reply = await peer.AskInTurnAsync(message.Kind, message.Bytes, token);

        Assert.That(reply.Code, Is.EqualTo(message.Code), reply.ToString());
        Assert.That(reply.Message, Does.Contain(message.Fix));
    }

    [TestCase("ThrowAtOnce", ErrorCode.Failed)]
    [TestCase("ThrowAfterAwait", ErrorCode.Failed)]
    [TestCase("ThrowWithThrowingMessage", ErrorCode.Failed)]
    [TestCase("EndlessSequence", ErrorCode.TooLarge)]
    [TestCase("Cycle", null)]
    [TestCase("ThrowingToString", null)]
    [CancelAfter(60_000)]
    public async Task Whatever_a_command_does_is_one_reply(string method, string? code, CancellationToken token)
    {
        await using var peer = await ConnectAsync(token);

        var reply = await peer.AskInTurnAsync(TestPeer.Request(7, "run", $"trouble.{method}"), token);

        Assert.That(reply.Code, Is.EqualTo(code), reply.ToString());
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_message_of_17_MiB_is_too_large_and_ends_its_connection_alone(CancellationToken token)
    {
        await using var peer = await ConnectAsync(token);
        await using var other = await ConnectAsync(token);
        var message = $$$"""{"id":"big","command":{"args":["{{{new string('a', 17 * Mebibyte)}}}"],"command":"echo"}}""";

        // The host does not read on past its limit, so that sending may fail when it closes.
        var sending = SendAsFarAsItGoesAsync(peer, message, token);
        var reply = await peer.NextAsync(token);
        var end = await peer.ReceiveAsync(token);
        await sending;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reply.Code, Is.EqualTo(ErrorCode.TooLarge));
            Assert.That(reply.Evt, Is.EqualTo("""{"id":"big"}"""));
            Assert.That(end, Is.Null);
        }

        await using var next = await ConnectAsync(token);
        Assert.That((await next.CallAsync("ping", [], token)).Response.GetString(), Is.EqualTo("pong"));
        Assert.That((await other.CallAsync("ping", [], token)).Response.GetString(), Is.EqualTo("pong"));
    }

    private static async Task SendAsFarAsItGoesAsync(TestPeer peer, string message, CancellationToken token)
    {
        try
        {
            await peer.SendAsync(message, token);
        }
        catch (IOException)
        {
            // The host has closed the link before the message was through.
        }
    }

    private async Task<TestPeer> ConnectAsync(CancellationToken token)
    {
        if (_webSocket is null)
        {
            return new TestPeer(await new UnixSocketConnector(_path).ConnectAsync(token));
        }

        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {_webSocket.Token}");
        await socket.ConnectAsync(new Uri($"ws://{_webSocket.Address}"), token);
        return new TestPeer(new WebSocketConnection(socket, new PeerInfo("websocket", _webSocket.Address)));
    }
}
