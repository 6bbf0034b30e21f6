using Liaison.Tests.WebSockets;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Pages;

/// <summary>Who connects with the cookie of a page: that server's own pages, and nobody else.</summary>
[CancelAfter(30_000)]
internal sealed class PageHandshakeTests
{
    private const string Own = "Origin: http://{host}";
    private const string Good = $"Authorization: Bearer {Served.Token}";

    private static readonly object[] Refusals =
    [
        new object[] { "no origin", 403, "{cookie}" },
        new object[] { "a page of another site", 403, "{cookie}|Origin: http://evil.example" },
        new object[] { "a page of another port of this machine", 403, "{cookie}|Origin: http://127.0.0.1:1" },
        new object[] { "a page of another name of this machine", 403, "{cookie}|Origin: http://localhost:{port}" },
        new object[] { "a page of another scheme", 403, "{cookie}|Origin: https://{host}" },
        new object[] { "a page that is listed, but not this server's", 403, "{cookie}|Origin: http://good.example" },
        new object[] { "a page without an origin", 403, "{cookie}|Origin: null" },
        new object[] { "a page of a file", 403, "{cookie}|Origin: file://" },
        new object[] { "an origin with more behind it", 403, "{cookie}|Origin: http://{host}.evil.example" },
        new object[] { "an origin as user information", 403, "{cookie}|Origin: http://{host}@evil.example" },
        new object[] { "two origins", 403, $"{{cookie}}|{Own}|{Own}" },
        new object[] { "a rebound name", 421, "{cookie}|Origin: http://evil.example|Host: evil.example" },
        new object[] { "no cookie", 401, Own },
        new object[] { "a wrong cookie", 401, $"Cookie: liaison-{{port}}=wrong|{Own}" },
        new object[] { "an empty cookie", 401, $"Cookie: liaison-{{port}}=|{Own}" },
        new object[] { "half a cookie", 401, $"{{half}}|{Own}" },
        new object[] { "the token as a cookie", 401, $"Cookie: liaison-{{port}}={Served.Token}|{Own}" },
        new object[] { "the secret of the link as a cookie", 401, $"Cookie: liaison-{{port}}={{link}}|{Own}" },
        new object[] { "a cookie of another process", 401, $"{{other}}|{Own}" },
        new object[] { "a cookie of another process under this one's name", 401, $"Cookie: liaison-{{port}}={{otherSecret}}|{Own}" },
        new object[] { "the cookie's secret as the token", 401, $"Authorization: Bearer {{secret}}|{Own}" },
        new object[] { "a wrong token beside a good cookie", 401, $"{{cookie}}|{Own}|Authorization: Bearer wrong" },
        new object[] { "a cookie without its key, as a server at another port is sent it", 401, $"{{cookie}}|{Own}", "/" },
        new object[] { "a wrong key", 401, $"{{cookie}}|{Own}", "/?page=wrong" },
        new object[] { "two keys", 401, $"{{cookie}}|{Own}", "/?page={key}&page={key}" },
        new object[] { "the cookie as its key", 401, $"{{cookie}}|{Own}", "/?page={secret}" },
        new object[] { "the key of another browser", 401, $"{{cookie}}|{Own}", "/?page={secondKey}" },
        new object[] { "a key alone", 401, Own, "/?page={key}" },
        new object[] { "a key as the cookie", 401, $"Cookie: liaison-{{port}}={{key}}|{Own}", "/?page={key}" },
    ];

    [TestCaseSource(nameof(Refusals))]
    public async Task A_cookie_is_good_for_pages_of_its_server_alone(string what, int status, string headers, string target = "/?page={key}")
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var log = new RecordedLog();
        await using var pages = await PageFolder.OpenAsync(new WebSocketTransportOptions { AllowedOrigins = ["http://good.example"], LoggerFactory = log });
        await using var elsewhere = await PageFolder.OpenAsync();
        var (browser, other) = (new Browser(pages), new Browser(elsewhere));
        var link = pages.Transport.CreateLink();
        await browser.LoginAsync(link, cancellationToken);
        await other.LoginAsync(elsewhere.Transport.CreateLink(), cancellationToken);
        var second = new Browser(pages);
        await second.LoginAsync(pages.Transport.CreateLink(), cancellationToken);
        string Fill(string text) => new Dictionary<string, string>
        {
            ["{cookie}"] = "Cookie: " + browser.Cookie,
            ["{half}"] = "Cookie: " + browser.Cookie![..^20],
            ["{other}"] = "Cookie: " + other.Cookie,
            ["{otherSecret}"] = SecretOf(other),
            ["{secret}"] = SecretOf(browser),
            ["{key}"] = browser.Key!,
            ["{secondKey}"] = second.Key!,
            ["{link}"] = Browser.SecretOf(link),
            ["{host}"] = pages.Transport.Address,
            ["{port}"] = $"{pages.Address.Port}",
        }.Aggregate(text, (filled, pair) => filled.Replace(pair.Key, pair.Value, StringComparison.Ordinal));

        var head = await RequestAsync(pages, Fill(headers).Split('|'), cancellationToken, Fill(target));

        Assert.That(head, Does.StartWith($"HTTP/1.1 {status} "), what);
        Assert.That(log.Warnings, Has.Length.EqualTo(1));
        Assert.That(log.Everything, Does.Not.Contain(SecretOf(browser)).And.Not.Contains(browser.Key!).And.Not.Contains(Served.Token));
    }

    [TestCase("{cookie}|Origin: http://{host}", "page")]
    [TestCase("{cookie}|Origin: HTTP://{host}", "page")]
    [TestCase($"{{cookie}}|{Good}", "token")]
    [TestCase($"{{cookie}}|Origin: http://good.example|{Good}", "token")]
    [TestCase($"Origin: http://{{host}}|{Good}", "token")]
    public async Task A_page_of_the_server_is_let_in_and_known_by_how_it_proved_itself(string headers, string credential, CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync(new WebSocketTransportOptions { AllowedOrigins = ["http://good.example"] });
        var browser = new Browser(pages);
        await browser.LoginAsync(pages.Transport.CreateLink(), cancellationToken);
        headers = headers.Replace("{cookie}", "Cookie: theme=dark; " + browser.Cookie, StringComparison.Ordinal)
            .Replace("{host}", pages.Transport.Address, StringComparison.Ordinal);

        using var peer = await RawPeer.ConnectAsync(pages.Transport.Address, cancellationToken);
        var head = await peer.RequestAsync(RawPeer.HandshakeTo("/" + browser.Query, ["Host: " + pages.Transport.Address, .. headers.Split('|')]), cancellationToken);
        await using var connection = await pages.Transport.AcceptedAsync(cancellationToken);
        peer.Reset();

        Assert.That(head, Does.StartWith("HTTP/1.1 101 "));
        Assert.That(connection.Remote.Credential, Is.EqualTo(credential));
    }

    [Test]
    public async Task A_peer_that_may_present_its_token_later_is_not_taken_for_a_page(CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync(new WebSocketTransportOptions { AllowedOrigins = ["http://good.example"], TokenInFirstMessage = true });
        var browser = new Browser(pages);
        await browser.LoginAsync(pages.Transport.CreateLink(), cancellationToken);

        using var listed = await RawPeer.ConnectAsync(pages.Transport.Address, cancellationToken);
        await listed.RequestAsync(RawPeer.HandshakeTo("/" + browser.Query, "Host: " + pages.Transport.Address, "Cookie: " + browser.Cookie, "Origin: http://good.example"), cancellationToken);
        await using var unproved = await pages.Transport.AcceptedAsync(cancellationToken);
        using var own = await RawPeer.ConnectAsync(pages.Transport.Address, cancellationToken);
        await own.RequestAsync(RawPeer.HandshakeTo("/" + browser.Query, "Host: " + pages.Transport.Address, "Cookie: " + browser.Cookie, "Origin: " + pages.Origin), cancellationToken);
        await using var page = await pages.Transport.AcceptedAsync(cancellationToken);
        listed.Reset();
        own.Reset();

        Assert.That((unproved.Remote.Credential, unproved.Remote.Admission is null), Is.EqualTo(((string?)null, false)));
        Assert.That((page.Remote.Credential, page.Remote.Admission is null), Is.EqualTo(("page", true)));
    }

    [Test]
    public async Task Where_no_token_is_wanted_a_page_of_the_server_connects_as_it_is(CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync(new WebSocketTransportOptions { AnyLocalProcess = true });

        var own = await RequestAsync(pages, ["Origin: " + pages.Origin], cancellationToken);
        var foreign = await RequestAsync(pages, ["Origin: http://evil.example"], cancellationToken);

        Assert.That(own, Does.StartWith("HTTP/1.1 101 "));
        Assert.That(foreign, Does.StartWith("HTTP/1.1 403 "));
    }

    [Test]
    public async Task A_path_of_the_socket_is_told_to_pages_and_leaves_the_other_paths_to_files(CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync(null, "127.0.0.1:0/socket");
        var browser = new Browser(pages);
        using var session = await browser.PostAsync(Browser.SecretOf(pages.Transport.CreateLink()), cancellationToken);
        using var home = await pages.GetAsync("/", cancellationToken);
        using var script = await pages.GetAsync("/liaison.js", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await session.Content.ReadAsStringAsync(cancellationToken), Does.StartWith("{\"path\":\"/socket\","));
            Assert.That(home.IsSuccessStatusCode && script.IsSuccessStatusCode, Is.True);
            Assert.That(await RequestAsync(pages, [Good], cancellationToken), Does.StartWith("HTTP/1.1 404 "));
        }
    }

    [Test]
    public async Task Under_TLS_the_cookie_is_for_TLS_alone_and_the_policy_names_the_secure_address(CancellationToken cancellationToken)
    {
        await using var served = await TlsServed.OpenAsync(cancellationToken, new WebSocketTransportOptions { StaticFiles = new StaticFilesOptions(Path.GetTempPath()) });
        var host = served.Transport.Address;
        var link = served.Transport.CreateLink();
        var body = $"{{\"link\":\"{Browser.SecretOf(link)}\"}}";

        var answer = await served.RequestAsync(
            $"POST /liaison/session HTTP/1.1\r\nHost: {host}\r\nOrigin: https://{host}\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n{body}",
            cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(link.Scheme, Is.EqualTo("https"));
            Assert.That(answer, Does.StartWith("HTTP/1.1 200 "));
            Assert.That(answer, Does.Match("Set-Cookie: __Host-liaison-[0-9]+=[A-Za-z0-9_-]{43}; path=/; secure; samesite=strict; httponly\r\n"));
            Assert.That(answer, Does.Contain($"connect-src 'self' wss://{host}"));
        }
    }

    private static string SecretOf(Browser browser) => browser.Cookie!.Split('=')[1];

    private static async Task<string> RequestAsync(PageFolder pages, string[] headers, CancellationToken cancellationToken, string target = "/")
    {
        using var peer = await RawPeer.ConnectAsync(pages.Transport.Address, cancellationToken);
        var hosts = headers.Any(header => header.StartsWith("Host: ", StringComparison.Ordinal)) ? headers : ["Host: " + pages.Address.Authority, .. headers];
        return await peer.RequestAsync(RawPeer.HandshakeTo(target, hosts), cancellationToken);
    }
}
