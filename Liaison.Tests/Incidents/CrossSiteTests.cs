using System.Text;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Tests.WebSockets;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Incidents;

/// <summary>Pages of other sites that connect to a server of this machine, or ask it things.</summary>
[Category("Incidents")]
[CancelAfter(60_000)]
internal sealed class CrossSiteTests
{
    private const string Good = $"Authorization: Bearer {Served.Token}";

    private static readonly string[] ForeignOrigins =
    [
        "http://evil.example", "null", "file://", "http://good.example.evil.example", "http://good.example@evil.example", "http://evil.example#good.example",
        "http://good.example.", "http://good.example:8080", "https://good.example", "http://good.example, http://evil.example", "http://good.example http://evil.example",
        "http://sub.good.example", "good.example", "//good.example", "http:good.example", "http:///good.example", "http://good.example/", "http://good%2eexample",
        "http://xn--good.example", "chrome-extension://abc", "vscode-webview://abc", "http://[::1]", "http://localhost", "http://{host}", "ws://good.example", "*", "",
    ];

    [TestCaseSource(nameof(ForeignOrigins))]
    public async Task A_page_that_is_not_allowed_is_refused_though_it_has_the_token(string origin)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        foreach (var way in new[] { Way.OwnServer, Way.Mapped })
        {
            await using var door = await Door.OpenAsync(way, new WebSocketTransportOptions { AllowedOrigins = ["http://good.example"] });

            Assert.That(await door.AnswerAsync($"Host: {{host}}|{Good}|Origin: {origin}", cancellationToken), Does.StartWith("HTTP/1.1 403 "), $"{way}");
        }
    }

    [TestCase("Origin: http://good.example")]
    [TestCase("X-No-Origin: at-all")]
    [TestCase("Cookie: token=" + Served.Token)]
    [TestCase("Sec-Fetch-Site: same-origin")]
    public async Task Nobody_gets_in_by_an_origin_or_without_one_where_the_token_is_missing(string header)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        foreach (var way in new[] { Way.OwnServer, Way.Mapped })
        {
            await using var door = await Door.OpenAsync(way, new WebSocketTransportOptions { AllowedOrigins = ["http://good.example"] });

            Assert.That(await door.AnswerAsync($"Host: {{host}}|{header}", cancellationToken), Does.StartWith("HTTP/1.1 401 "), $"{way}");
        }
    }

    [TestCase("GET")]
    [TestCase("POST")]
    [TestCase("OPTIONS")]
    [TestCase("PUT")]
    public async Task A_page_that_only_asks_is_told_nothing_that_a_browser_would_let_it_read(string method)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        foreach (var way in new[] { Way.OwnServer, Way.Mapped })
        {
            await using var door = await Door.OpenAsync(way);
            using var peer = await RawPeer.ConnectAsync(door.Authority, cancellationToken);

            var answer = await peer.RequestAsync(
                $"{method} {door.Path}?token={Served.Token} HTTP/1.1\r\nHost: {door.Authority}\r\nOrigin: http://evil.example\r\nContent-Length: 0\r\n"
                + "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: authorization\r\nAccess-Control-Request-Private-Network: true\r\n\r\n",
                cancellationToken);

            Assert.That(answer, Does.StartWith("HTTP/1.1 403 ").And.Not.Contains("Access-Control").And.Not.Contains(Served.Token), $"{way}");
        }
    }

    [Test]
    public async Task What_a_host_publishes_reaches_nobody_who_was_refused(CancellationToken cancellationToken)
    {
        var transport = new WebSocketTransport("127.0.0.1:0", new WebSocketTransportOptions { Token = Served.Token });
        await using var companion = new Companion();
        await using var host = new LiaisonHost(companion);
        host.Add(transport);
        await host.StartAsync(cancellationToken);
        using var refused = await RawPeer.ConnectAsync(transport.Address, cancellationToken);

        await refused.SendAsync(Encoding.ASCII.GetBytes(
            RawPeer.Handshake(transport.Address, Good, "Origin: http://evil.example")), cancellationToken);
        await host.PublishAsync("source-code", "secret");
        var all = await refused.ReadToEndAsync(cancellationToken);

        Assert.That(all, Does.StartWith("HTTP/1.1 403 ").And.Not.Contains("secret"));
    }
}
