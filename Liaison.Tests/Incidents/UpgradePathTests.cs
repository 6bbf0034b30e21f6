using System.Net;
using System.Net.WebSockets;
using System.Text;
using Liaison.Tests.WebSockets;
using NUnit.Framework;

namespace Liaison.Tests.Incidents;

/// <summary>Ways to a WebSocket on which somebody could have forgotten the checks.</summary>
[Category("Incidents")]
[CancelAfter(60_000)]
internal sealed class UpgradePathTests
{
    private const string Good = $"Authorization: Bearer {Served.Token}";

    [TestCase(Way.OwnServer)]
    [TestCase(Way.Mapped)]
    [TestCase(Way.MappedBesideWebSockets)]
    public async Task Every_way_refuses_a_foreign_host_a_foreign_page_and_a_missing_token(Way way)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var door = await Door.OpenAsync(way);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await door.AnswerAsync($"Host: {{host}}|{Good}", cancellationToken), Does.StartWith("HTTP/1.1 101 "));
            Assert.That(await door.AnswerAsync($"Host: evil.example:{{port}}|{Good}", cancellationToken), Does.StartWith("HTTP/1.1 421 "));
            Assert.That(await door.AnswerAsync($"Host: {{host}}|{Good}|Origin: http://evil.example", cancellationToken), Does.StartWith("HTTP/1.1 403 "));
            Assert.That(await door.AnswerAsync("Host: {host}", cancellationToken), Does.StartWith("HTTP/1.1 401 "));
            Assert.That(await door.AnswerAsync("Host: {host}|Authorization: Bearer wrong", cancellationToken), Does.StartWith("HTTP/1.1 401 "));
        }
    }

    [TestCase("{host}", null, Served.Token, 200)]
    [TestCase("evil.example:{port}", null, Served.Token, 421)]
    [TestCase("localhost", null, Served.Token, 421)]
    [TestCase("{host}", "http://evil.example", Served.Token, 403)]
    [TestCase("{host}", "null", Served.Token, 403)]
    [TestCase("{host}", null, "wrong", 401)]
    [TestCase("{host}", null, null, 401)]
    public async Task A_WebSocket_over_HTTP_2_is_checked_like_any_other(string host, string? origin, string? token, int status)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var door = await Door.OpenAsync(Way.MappedOverHttp2);
        using var handler = new SocketsHttpHandler();
        using var invoker = new HttpMessageInvoker(handler);
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Host", door.Fill(host));
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        if (token is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }

        if (status == 200)
        {
            await socket.ConnectAsync(door.Address, invoker, cancellationToken);
            await socket.SendAsync("Hello"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            var echo = new byte[16];
            var received = await socket.ReceiveAsync(echo.AsMemory(), cancellationToken);
            Assert.That(Encoding.ASCII.GetString(echo, 0, received.Count), Is.EqualTo("Hello"));
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
        }
        else
        {
            await Assert.CatchAsync<WebSocketException>(() => socket.ConnectAsync(door.Address, invoker, cancellationToken));
        }

        Assert.That((int)socket.HttpStatusCode, Is.EqualTo(status));
    }

    [TestCase("/own")]
    [TestCase("/")]
    [TestCase("/liaison/more")]
    [TestCase("/liaison2")]
    [TestCase("/x/../other")]
    [TestCase("//liaison.evil")]
    public async Task A_handshake_to_another_path_of_an_application_opens_nothing(string path)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        foreach (var way in new[] { Way.Mapped, Way.MappedBesideWebSockets })
        {
            await using var door = await Door.OpenAsync(way);

            Assert.That(await door.AnswerAsync($"Host: {{host}}|{Good}", cancellationToken, path), Does.Match("^HTTP/1.1 (200|4[0-9][0-9]) "), $"{way}");
        }
    }

    [TestCase("/LIAISON")]
    [TestCase("/liaison/")]
    [TestCase("/x/../liaison")]
    [TestCase("/%6ciaison")]
    public async Task Another_spelling_of_the_path_skips_no_check(string path)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var door = await Door.OpenAsync(Way.Mapped);

        Assert.That(await door.AnswerAsync("Host: {host}", cancellationToken, path), Does.StartWith("HTTP/1.1 401 "));
        Assert.That(await door.AnswerAsync($"Host: evil.example|{Good}", cancellationToken, path), Does.StartWith("HTTP/1.1 421 "));
    }

    [TestCase("X-HTTP-Method-Override: GET")]
    [TestCase("X-Original-URL: {path}|X-Rewrite-URL: {path}")]
    [TestCase("Authorization: Basic dXNlcjpwYXNz")]
    [TestCase("X-Forwarded-User: admin|X-Remote-User: admin|X-Forwarded-For: 127.0.0.1")]
    [TestCase("Upgrade: h2c, websocket|HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA")]
    [TestCase("Sec-WebSocket-Protocol: liaison")]
    [TestCase("Sec-WebSocket-Protocol: liaison.token.")]
    public async Task No_header_stands_in_for_the_token(string headers)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        foreach (var way in new[] { Way.OwnServer, Way.Mapped })
        {
            await using var door = await Door.OpenAsync(way);

            Assert.That(await door.AnswerAsync($"Host: {{host}}|{headers}", cancellationToken), Does.Match("^HTTP/1.1 (401|426) "), $"{way}");
        }
    }
}
