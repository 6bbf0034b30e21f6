using System.Net;
using Liaison.Tests.WebSockets;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Pages;

/// <summary>One-time links, and the cookies that they are exchanged for.</summary>
[CancelAfter(30_000)]
internal sealed class PageLinkTests
{
    [Test]
    public async Task A_link_has_its_secret_in_the_fragment_and_nowhere_else(CancellationToken cancellationToken)
    {
        var log = new RecordedLog();
        await using var pages = await PageFolder.OpenAsync(new WebSocketTransportOptions { LoggerFactory = log });

        var link = pages.Transport.CreateLink("/more/?a=b");
        var secret = Browser.SecretOf(link);
        using var page = await pages.GetAsync(link.PathAndQuery, cancellationToken);
        var browser = new Browser(pages);
        await browser.LoginAsync(link, cancellationToken);
        using var again = await browser.PostAsync(secret, cancellationToken);
        using var other = await new Browser(pages).PostAsync(secret, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(link.GetLeftPart(UriPartial.Query), Is.EqualTo($"{pages.Origin}/more/?a=b"));
            Assert.That(link.Fragment, Does.Match("^#liaison=[A-Za-z0-9_-]{43}$"));
            Assert.That(secret, Is.Not.EqualTo(Served.Token));
            Assert.That(pages.Transport.CreateLink().Fragment, Is.Not.EqualTo(link.Fragment));
            Assert.That(log.Warnings, Has.Some.Contains("with 401: This browser is not admitted"));
            Assert.That(log.Everything, Does.Not.Contain(secret).And.Not.Contains(browser.Cookie!.Split('=')[1]).And.Not.Contains(browser.Key!));
        }
    }

    [Test]
    public async Task A_link_is_exchanged_for_a_cookie_that_no_script_reads_and_no_other_site_sends(CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync();
        var browser = new Browser(pages);
        using var answer = await browser.PostAsync(Browser.SecretOf(pages.Transport.CreateLink()), cancellationToken);
        var port = pages.Address.Port;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await answer.Content.ReadAsStringAsync(cancellationToken), Does.Match("^\\{\"path\":\"/\",\"page\":\"[A-Za-z0-9_-]{43}\"\\}\n$"));
            Assert.That(answer.Headers.GetValues("Set-Cookie").Single(), Does.Match($"^liaison-{port}=[A-Za-z0-9_-]{{43}}; path=/; samesite=strict; httponly$"));
            Assert.That(answer.Headers.CacheControl?.NoStore, Is.True);
            Assert.That(answer.Headers.Contains("Access-Control-Allow-Origin"), Is.False);
        }
    }

    [Test]
    public async Task A_link_is_followed_one_time(CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync();
        var link = pages.Transport.CreateLink();
        var first = new Browser(pages);
        var second = new Browser(pages);
        await first.LoginAsync(link, cancellationToken);

        using var replayed = await second.PostAsync(Browser.SecretOf(link), cancellationToken);
        using var byFirst = await first.PostAsync(Browser.SecretOf(link), cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(replayed.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(await replayed.Content.ReadAsStringAsync(cancellationToken), Does.Contain("Open the page with a new link"));
            Assert.That(replayed.Headers.Contains("Set-Cookie"), Is.False);
            Assert.That(byFirst.StatusCode, Is.EqualTo(HttpStatusCode.OK), "it is let in by its cookie");
            Assert.That(byFirst.Headers.Contains("Set-Cookie"), Is.False);
            Assert.That(await byFirst.Content.ReadAsStringAsync(cancellationToken), Is.EqualTo("{\"path\":\"/\"}\n"));
        }
    }

    [Test]
    public async Task Of_many_that_follow_a_link_at_once_one_is_let_in(CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync();
        var secret = Browser.SecretOf(pages.Transport.CreateLink());
        var browser = new Browser(pages);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            using var answer = await browser.PostAsync(secret, cancellationToken);
            return answer.StatusCode;
        }));

        Assert.That(answers.Count(status => status == HttpStatusCode.OK), Is.EqualTo(1));
    }

    [TestCase(119, HttpStatusCode.OK)]
    [TestCase(120, HttpStatusCode.Unauthorized)]
    public async Task A_link_is_good_for_two_minutes(int seconds, HttpStatusCode status, CancellationToken cancellationToken)
    {
        var clock = new SecondsClock();
        await using var pages = await PageFolder.OpenAsync(new WebSocketTransportOptions { Clock = clock });
        var secret = Browser.SecretOf(pages.Transport.CreateLink());
        var browser = new Browser(pages);
        clock.MoveOn(seconds);

        using var answer = await browser.PostAsync(secret, cancellationToken);

        Assert.That(answer.StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task One_link_too_many_takes_the_place_of_the_oldest(CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync(new WebSocketTransportOptions { MaxPageLinks = 2 });
        var secrets = Enumerable.Range(0, 3).Select(_ => Browser.SecretOf(pages.Transport.CreateLink())).ToArray();
        var browser = new Browser(pages);
        var statuses = new List<HttpStatusCode>();
        foreach (var secret in secrets)
        {
            using var answer = await browser.PostAsync(secret, cancellationToken);
            statuses.Add(answer.StatusCode);
        }

        Assert.That(statuses, Is.EqualTo(new[] { HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.OK }));
    }

    [Test]
    public async Task One_browser_too_many_takes_the_place_of_the_one_that_came_the_longest_ago(CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync(new WebSocketTransportOptions { MaxPageSessions = 2 });
        var first = new Browser(pages);
        var second = new Browser(pages);
        var third = new Browser(pages);
        await first.LoginAsync(pages.Transport.CreateLink(), cancellationToken);
        await second.LoginAsync(pages.Transport.CreateLink(), cancellationToken);
        Assert.That(await first.IsKnownAsync(cancellationToken), Is.True);
        await third.LoginAsync(pages.Transport.CreateLink(), cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await first.IsKnownAsync(cancellationToken), Is.True);
            Assert.That(await second.IsKnownAsync(cancellationToken), Is.False);
            Assert.That(await third.IsKnownAsync(cancellationToken), Is.True);
        }
    }

    [TestCase("Origin", "http://evil.example", 403)]
    [TestCase("Origin", "http://127.0.0.1:1", 403)]
    [TestCase("Origin", "https://{host}", 403)]
    [TestCase("Origin", "http://localhost:{port}", 403)]
    [TestCase("Origin", "null", 403)]
    [TestCase("Origin", "", 403)]
    [TestCase("Origin", null, 403)]
    [TestCase("Sec-Fetch-Site", "cross-site", 403)]
    [TestCase("Sec-Fetch-Site", "same-site", 403)]
    [TestCase("Sec-Fetch-Site", "none", 403)]
    [TestCase("Sec-Fetch-Site", "same-origin", 200)]
    [TestCase("Content-Type", "text/plain", 415)]
    [TestCase("Content-Type", "application/x-www-form-urlencoded", 415)]
    [TestCase("Content-Type", "multipart/form-data; boundary=x", 415)]
    [TestCase("Content-Type", "application/jsonp", 415)]
    [TestCase("Content-Type", null, 415)]
    [TestCase("Content-Type", "application/json; charset=utf-8", 200)]
    public async Task A_session_is_made_for_pages_of_this_server_alone(string header, string? value, int status, CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync();
        var secret = Browser.SecretOf(pages.Transport.CreateLink());
        var browser = new Browser(pages);
        value = value?.Replace("{host}", pages.Transport.Address, StringComparison.Ordinal)
            .Replace("{port}", $"{pages.Address.Port}", StringComparison.Ordinal);

        using var answer = await browser.PostAsync(secret, cancellationToken, (header, value));
        using var good = await browser.PostAsync(secret, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(status));
            Assert.That(answer.Headers.Contains("Set-Cookie"), Is.EqualTo(status == 200));
            Assert.That(good.StatusCode, Is.EqualTo(status == 200 ? HttpStatusCode.Unauthorized : HttpStatusCode.OK), "what is refused spends no link");
        }
    }

    [TestCase("", 400)]
    [TestCase("[]", 400)]
    [TestCase("{}", 400)]
    [TestCase("{\"link\":1}", 400)]
    [TestCase("{\"link\":", 400)]
    [TestCase("{\"link\":null}", 401)]
    [TestCase("{\"link\":\"\"}", 401)]
    [TestCase("{\"link\":\"\u00e9\"}", 401)]
    public async Task A_body_that_is_no_link_is_refused(string body, int status, CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync();
        var browser = new Browser(pages);

        using var answer = await browser.PostBodyAsync(body, cancellationToken);

        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task A_long_body_is_not_read(CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync();
        var browser = new Browser(pages);

        using var answer = await browser.PostBodyAsync($"{{\"link\":\"{new string('x', 1024)}\"}}", cancellationToken);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [Test]
    public async Task Only_GET_and_POST_ask_for_a_session_and_a_GET_of_another_page_is_refused(CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync();
        using var put = await pages.SendAsync(HttpMethod.Put, "/liaison/session", cancellationToken);
        using var foreign = await pages.GetAsync("/liaison/session", cancellationToken, ("Sec-Fetch-Site", "cross-site"));
        using var unknown = await pages.GetAsync("/liaison/session", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(put.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
            Assert.That(put.Content.Headers.Allow, Is.EqualTo(new[] { "GET", "POST" }));
            Assert.That(foreign.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(unknown.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        }
    }

    [Test]
    public async Task Where_no_token_is_wanted_a_link_has_no_secret_and_pages_are_let_in(CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync(new WebSocketTransportOptions { AnyLocalProcess = true });
        var browser = new Browser(pages);

        Assert.That(pages.Transport.CreateLink().OriginalString, Is.EqualTo($"{pages.Origin}/"));
        Assert.That(await browser.IsKnownAsync(cancellationToken), Is.True);
    }

    [TestCase("0.0.0.0:0", "http://localhost:")]
    [TestCase("[::]:0", "http://localhost:")]
    [TestCase("localhost:0/socket", "http://localhost:")]
    [TestCase("127.0.0.1:0", "http://127.0.0.1:")]
    public async Task A_link_is_to_an_address_that_a_browser_can_go_to(string address, string start)
    {
        await using var transport = await Served.BindAsync(
            new WebSocketTransportOptions { StaticFiles = new StaticFilesOptions(Path.GetTempPath()), AllowRemote = true, AllowPlaintext = true }, address);

        Assert.That(transport.CreateLink("/a").OriginalString, Does.StartWith(start).And.Match(":[1-9][0-9]*/a#liaison="));
    }

    [Test]
    public async Task A_link_that_cannot_be_made_says_why()
    {
        await using var pages = await PageFolder.OpenAsync();
        await using var none = await Served.BindAsync();
        await using var unbound = new WebSocketTransport("localhost:0", new WebSocketTransportOptions { StaticFiles = new StaticFilesOptions(pages.Site) });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => none.CreateLink(), Throws.InvalidOperationException.With.Message.Contains("Set StaticFiles"));
            Assert.That(() => unbound.CreateLink(), Throws.InvalidOperationException.With.Message.Contains("is not bound"));
            foreach (var path in new[] { "", "page.html", "//evil.example/", "/\\evil.example", "http://evil.example/", "/a#b" })
            {
                Assert.That(() => pages.Transport.CreateLink(path), Throws.ArgumentException, path);
            }
        }
    }

    [TestCase(0, 1, 1)]
    [TestCase(1, 0, 1)]
    [TestCase(1, 1, 0)]
    public void Limits_are_checked(int seconds, int links, int sessions) => Assert.That(
        () => new WebSocketTransport("localhost:0", new WebSocketTransportOptions
        {
            PageLinkLifetime = TimeSpan.FromSeconds(seconds),
            MaxPageLinks = links,
            MaxPageSessions = sessions,
        }),
        Throws.InstanceOf<ArgumentOutOfRangeException>());
}
