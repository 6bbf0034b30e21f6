using Liaison.Tests.WebSockets;
using NUnit.Framework;

namespace Liaison.Tests.Incidents;

/// <summary>DNS rebinding: a page whose own name leads to this machine, and spellings that might pass for a name of ours.</summary>
[Category("Incidents")]
[CancelAfter(60_000)]
internal sealed class HostNameTests
{
    private const string Good = $"Authorization: Bearer {Served.Token}";

    private static readonly string[] Foreign =
    [
        "evil.example:{port}", "localhost.evil.example:{port}", "127.0.0.1.evil.example:{port}", "evil.example", "xlocalhost:{port}", "localhostx:{port}",
        "localhost.:{port}", "127.0.0.1.:{port}", "user@localhost:{port}", "localhost:{port}@evil.example", "localhost:{port}.evil.example",
        "127.1:{port}", "127.0.0.2:{port}", "2130706433:{port}", "0x7f000001:{port}", "0177.0.0.1:{port}", "0.0.0.0:{port}", "[::]:{port}",
        "[::ffff:127.0.0.1]:{port}", "[0:0:0:0:0:0:0:1]:{port}", "[::1%25lo]:{port}", "::1:{port}", "localhost", "localhost:1", "localhost:{port}:{port}",
        "localhost:{port}/", "localhost:{port}#", "http://localhost:{port}", "localhost,evil.example", "local_host:{port}", "", "localhost%2eevil.example:{port}",
    ];

    [TestCaseSource(nameof(Foreign))]
    public async Task A_handshake_under_a_name_that_is_not_ours_is_refused_whatever_it_knows(string host)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        foreach (var way in new[] { Way.OwnServer, Way.Mapped })
        {
            await using var door = await Door.OpenAsync(way);

            // What the server's own parser of HTTP refuses before is a bad request.
            Assert.That(await door.AnswerAsync($"Host: {host}|{Good}", cancellationToken), Does.Match("^HTTP/1.1 (421|400) "), $"{way}");
        }
    }

    [TestCase("X-Forwarded-Host: {host}")]
    [TestCase("X-Forwarded-For: 127.0.0.1|X-Forwarded-Host: {host}|X-Forwarded-Proto: http")]
    [TestCase("Forwarded: for=127.0.0.1;host={host};proto=http")]
    [TestCase("X-Original-Host: {host}|X-Host: {host}|X-HTTP-Host-Override: {host}")]
    public async Task What_a_proxy_would_add_is_not_believed(string headers)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        foreach (var way in new[] { Way.OwnServer, Way.Mapped })
        {
            await using var door = await Door.OpenAsync(way);

            Assert.That(await door.AnswerAsync($"Host: evil.example:{{port}}|{Good}|{headers}", cancellationToken), Does.StartWith("HTTP/1.1 421 "), $"{way}");
        }
    }

    [TestCase("http://evil.example{path}", "Host: {host}")]
    [TestCase("http://{host}{path}", "Host: evil.example")]
    [TestCase("http://evil.example:{port}{path}", "Host: evil.example:{port}")]
    [TestCase("ws://evil.example{path}", "Host: {host}")]
    [TestCase("{path}", "Host: {host}|Host: {host}")]
    [TestCase("{path}", "Host: {host}|Host: evil.example")]
    [TestCase("{path}", "X-No-Host: at-all")]
    public async Task A_name_that_stands_twice_or_in_the_address_too_gets_nobody_in(string target, string headers)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        foreach (var way in new[] { Way.OwnServer, Way.Mapped })
        {
            await using var door = await Door.OpenAsync(way);

            Assert.That(await door.AnswerAsync($"{headers}|{Good}", cancellationToken, target), Does.Match("^HTTP/1.1 4[0-9][0-9] "), $"{way}");
        }
    }
}
