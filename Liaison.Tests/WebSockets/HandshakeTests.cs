using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.WebSockets;

[CancelAfter(60_000)]
public sealed class HandshakeTests
{
    private const string Good = $"Authorization: Bearer {Served.Token}";

    private static readonly object[] Refusals =
    [
        new object[] { "no token", 401, "/", "Host: {host}" },
        new object[] { "a wrong token", 401, "/", "Host: {host}|Authorization: Bearer wrong" },
        new object[] { "a token with more behind it", 401, "/", $"Host: {{host}}|{Good}x" },
        new object[] { "half a token", 401, "/", $"Host: {{host}}|{Good[..^4]}" },
        new object[] { "an empty token", 401, "/", "Host: {host}|Authorization: Bearer" },
        new object[] { "a token under another scheme", 401, "/", $"Host: {{host}}|Authorization: Basic {Served.Token}" },
        new object[] { "a token twice in headers", 401, "/", $"Host: {{host}}|{Good}|{Good}" },
        new object[] { "a token twice in the query", 401, $"/?token={Served.Token}&token={Served.Token}", "Host: {host}" },
        new object[] { "a wrong header and a good query", 401, $"/?token={Served.Token}", "Host: {host}|Authorization: Bearer wrong" },
        new object[] { "a wrong token in the query", 401, "/?token=wrong", "Host: {host}" },
        new object[] { "broken escapes in the query", 401, "/?token=%zz%", "Host: {host}" },
        new object[] { "a wrong token in a subprotocol", 401, "/", "Host: {host}|Sec-WebSocket-Protocol: liaison.token.wrong" },
        new object[] { "a token twice in subprotocols", 401, "/", $"Host: {{host}}|Sec-WebSocket-Protocol: liaison.token.{Served.Token}, liaison.token.{Served.Token}" },
        new object[] { "a page from elsewhere", 403, "/", $"Host: {{host}}|{Good}|Origin: http://evil.example" },
        new object[] { "a page of the server's own origin", 403, "/", $"Host: {{host}}|{Good}|Origin: http://{{host}}" },
        new object[] { "an allowed origin's other port", 403, "/", $"Host: {{host}}|{Good}|Origin: http://good.example:81" },
        new object[] { "an allowed origin's other scheme", 403, "/", $"Host: {{host}}|{Good}|Origin: https://good.example" },
        new object[] { "an allowed origin as a prefix", 403, "/", $"Host: {{host}}|{Good}|Origin: http://good.example.evil.example" },
        new object[] { "an allowed origin as user information", 403, "/", $"Host: {{host}}|{Good}|Origin: http://good.example@evil.example" },
        new object[] { "an allowed origin with a path", 403, "/", $"Host: {{host}}|{Good}|Origin: http://good.example/" },
        new object[] { "a page from a file", 403, "/", $"Host: {{host}}|{Good}|Origin: file://" },
        new object[] { "a page without an origin", 403, "/", $"Host: {{host}}|{Good}|Origin: null" },
        new object[] { "an empty origin", 403, "/", $"Host: {{host}}|{Good}|Origin: " },
        new object[] { "two origins", 403, "/", $"Host: {{host}}|{Good}|Origin: http://good.example|Origin: http://good.example" },
        new object[] { "two origins in one", 403, "/", $"Host: {{host}}|{Good}|Origin: http://good.example http://good.example" },
        new object[] { "an origin that is not one", 403, "/", $"Host: {{host}}|{Good}|Origin: ://[[[:::" },
        new object[] { "a page with a wrong token", 403, "/?token=wrong", "Host: {host}|Origin: http://evil.example" },
        new object[] { "a foreign host", 421, "/", $"Host: evil.example:{{port}}|{Good}" },
        new object[] { "a name that begins like ours", 421, "/", $"Host: localhost.evil.example:{{port}}|{Good}" },
        new object[] { "our name with a dot", 421, "/", $"Host: localhost.:{{port}}|{Good}" },
        new object[] { "our name without the port", 421, "/", $"Host: localhost|{Good}" },
        new object[] { "our name with another port", 421, "/", $"Host: localhost:1|{Good}" },
        new object[] { "another address of this machine", 421, "/", $"Host: 127.0.0.2:{{port}}|{Good}" },
        new object[] { "a foreign host, whatever else is wrong", 421, "/?token=wrong", "Host: evil.example|Origin: http://evil.example" },
    ];

    private static readonly WebSocketTransportOptions Options = new() { AllowedOrigins = ["http://good.example"] };

    [TestCaseSource(nameof(Refusals))]
    public async Task A_handshake_is_refused_before_the_upgrade_with_one_line_in_the_log(string what, int status, string target, string headers)
    {
        var log = new RecordedLog();
        await using var transport = await Served.BindAsync(Options with { LoggerFactory = log });
        using var peer = await RawPeer.ConnectAsync(transport.Address, TestContext.CurrentContext.CancellationToken);

        var answer = await peer.RequestAsync(
            RawPeer.HandshakeTo(target, Fill(headers, transport).Split('|')), TestContext.CurrentContext.CancellationToken);
        var body = await peer.ReadToEndAsync(TestContext.CurrentContext.CancellationToken);

        Assert.Multiple(() =>
        {
            Assert.That(answer, Does.StartWith($"HTTP/1.1 {status} "), what);
            Assert.That(answer, Does.Contain("Connection: close"));
            Assert.That(log.Warnings, Has.Length.EqualTo(1));
            Assert.That(log.Warnings[0], Does.Contain($"with {status}: "));
            Assert.That(log.Everything + body, Does.Not.Contain(Served.Token).And.Not.Contains("token=w").And.Not.Contains("Bearer wrong"));
        });
    }

    [TestCase("/", Good)]
    [TestCase("/", $"Authorization: bearer  {Served.Token}")]
    [TestCase("/any/path?x=1", Good)]
    [TestCase($"/?token={Served.Token}", "X: y")]
    [TestCase($"/?token={Served.Token}", "Authorization: Basic of-a-proxy")]
    [TestCase("/", $"Sec-WebSocket-Protocol: liaison.token.{Served.Token}")]
    [TestCase("/", $"{Good}|Origin: http://good.example")]
    [TestCase("/", $"{Good}|Origin: HTTP://GOOD.example:80")]
    public async Task A_peer_that_presents_the_token_is_let_in_and_known_by_it(string target, string headers)
    {
        await using var transport = await Served.BindAsync(Options);
        using var peer = await RawPeer.ConnectAsync(transport.Address, TestContext.CurrentContext.CancellationToken);

        var answer = await peer.RequestAsync(
            RawPeer.HandshakeTo(target, ["Host: " + transport.Address, .. headers.Split('|')]), TestContext.CurrentContext.CancellationToken);
        await using var connection = await transport.AcceptedAsync(TestContext.CurrentContext.CancellationToken);
        peer.Reset();

        Assert.That(answer, Does.StartWith("HTTP/1.1 101 "));
        Assert.That(connection.Remote.Transport, Is.EqualTo("websocket"));
        Assert.That(connection.Remote.Address, Does.StartWith("127.0.0.1:"));
        Assert.That(connection.Remote.Credential, Is.EqualTo("token"));
    }

    [TestCase("file://")]
    [TestCase("null")]
    [TestCase("tauri://localhost")]
    [TestCase("app://.")]
    public async Task An_origin_that_is_listed_literally_is_let_in(string origin)
    {
        await using var transport = await Served.BindAsync(new WebSocketTransportOptions { AllowedOrigins = [origin] });
        using var peer = await RawPeer.ConnectAsync(transport.Address, TestContext.CurrentContext.CancellationToken);

        var answer = await peer.RequestAsync(
            RawPeer.Handshake(transport.Address, Good, "Origin: " + origin), TestContext.CurrentContext.CancellationToken);
        peer.Reset();

        Assert.That(answer, Does.StartWith("HTTP/1.1 101 "));
    }

    [TestCase("localhost:{port}")]
    [TestCase("LOCALHOST:{port}")]
    [TestCase("127.0.0.1:{port}")]
    [TestCase("[::1]:{port}")]
    [TestCase("desk.example")]
    [TestCase("desk.example:{port}")]
    [TestCase("proxy.example:8443")]
    [TestCase("tls.example")]
    [TestCase("tls.example:443")]
    public async Task A_host_name_that_the_server_goes_by_is_let_in(string host)
    {
        await using var transport = await Served.BindAsync(new WebSocketTransportOptions { AllowedHosts = ["desk.example", "Proxy.example:8443", "tls.example:443"] });
        using var peer = await RawPeer.ConnectAsync(transport.Address, TestContext.CurrentContext.CancellationToken);

        var answer = await peer.RequestAsync(RawPeer.Handshake(Fill(host, transport), Good), TestContext.CurrentContext.CancellationToken);
        peer.Reset();

        Assert.That(answer, Does.StartWith("HTTP/1.1 101 "));
    }

    [TestCase($"liaison.token.{Served.Token}, liaison", "liaison")]
    [TestCase($"wslink, liaison.token.{Served.Token}", $"liaison.token.{Served.Token}")]
    [TestCase($"liaison.token.{Served.Token}", $"liaison.token.{Served.Token}")]
    public async Task The_subprotocol_agreed_to_is_one_that_was_offered(string offered, string chosen)
    {
        await using var transport = await Served.BindAsync();
        using var peer = await RawPeer.ConnectAsync(transport.Address, TestContext.CurrentContext.CancellationToken);

        var answer = await peer.RequestAsync(
            RawPeer.Handshake(transport.Address, "Sec-WebSocket-Protocol: " + offered), TestContext.CurrentContext.CancellationToken);
        peer.Reset();

        Assert.That(answer, Does.Contain($"\r\nSec-WebSocket-Protocol: {chosen}\r\n"));
    }

    [Test]
    public async Task A_request_that_is_no_handshake_is_told_to_upgrade([Values("GET", "POST")] string method)
    {
        await using var transport = await Served.BindAsync();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), "http://" + transport.Address);

        using var answer = await client.SendAsync(request, TestContext.CurrentContext.CancellationToken);

        Assert.That((int)answer.StatusCode, Is.EqualTo(426));
        Assert.That(answer.Headers.Upgrade.ToString(), Is.EqualTo("websocket"));
        Assert.That((await answer.Content.ReadAsStringAsync()).Split('\n'), Is.EqualTo((string[])["Only WebSocket connections are served here.", ""]));
    }

    [Test]
    public async Task Without_a_token_any_local_process_is_let_in_and_has_proved_nothing(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync(new WebSocketTransportOptions { AnyLocalProcess = true });
        var client = await new WebSocketConnector(new Uri("ws://" + transport.Address)).ConnectAsync(cancellationToken);
        var server = await transport.AcceptedAsync(cancellationToken);
        await Served.CloseAsync(client, server);

        Assert.That(transport.Token, Is.Null);
        Assert.That(server.Remote.Credential, Is.Null);
    }

    [Test]
    public async Task One_path_alone_is_served_where_one_is_given(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync(address: "127.0.0.1:0/liaison");
        using var peer = await RawPeer.ConnectAsync(transport.Address, cancellationToken);

        var answer = await peer.RequestAsync(RawPeer.HandshakeTo("/other", "Host: " + new Uri("ws://" + transport.Address).Authority, Good), cancellationToken);
        var (client, server) = await transport.ConnectAsync(cancellationToken);
        await Served.CloseAsync(client, server);

        Assert.That(transport.Address, Does.EndWith("/liaison"));
        Assert.That(answer, Does.StartWith("HTTP/1.1 404 "));
    }

    private static string Fill(string text, WebSocketTransport transport) =>
        text.Replace("{host}", transport.Address, StringComparison.Ordinal)
            .Replace("{port}", transport.Address.Split(':')[^1], StringComparison.Ordinal);
}
