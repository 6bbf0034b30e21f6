using System.Net;
using System.Net.Http.Headers;
using Liaison.Tests.WebSockets;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Pages;

/// <summary>The files of a folder, as a browser gets them.</summary>
[CancelAfter(30_000)]
internal sealed class PageTests
{
    [Test]
    public async Task A_folder_is_served_with_its_index_file_and_each_file_with_its_type(CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync(
            null, ("app.js", "export {};"), ("more/index.html", "More"), ("a b/ü.css", "body {}"), ("data.bin2", "?"), ("module.mjs", ""), ("cloud.wasm", ""));
        async Task<string> GetAsync(string path)
        {
            using var answer = await pages.GetAsync(path, cancellationToken);
            return $"{(int)answer.StatusCode} {answer.Content.Headers.ContentType} {await answer.Content.ReadAsStringAsync(cancellationToken)}";
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await GetAsync("/"), Is.EqualTo("200 text/html; charset=utf-8 <!doctype html><title>Home</title>"));
            Assert.That(await GetAsync("/index.html"), Does.StartWith("200 text/html"));
            Assert.That(await GetAsync("/app.js"), Is.EqualTo("200 text/javascript; charset=utf-8 export {};"));
            Assert.That(await GetAsync("/module.mjs"), Does.StartWith("200 text/javascript"));
            Assert.That(await GetAsync("/cloud.wasm"), Does.StartWith("200 application/wasm"));
            Assert.That(await GetAsync("/more/?a=b"), Is.EqualTo("200 text/html; charset=utf-8 More"));
            Assert.That(await GetAsync("/a%20b/%C3%BC.css?v=1"), Is.EqualTo("200 text/css; charset=utf-8 body {}"));
            Assert.That(await GetAsync("/data.bin2"), Is.EqualTo("200 application/octet-stream ?"));
            Assert.That(await GetAsync("/none.html"), Does.StartWith("404 text/plain"));
            Assert.That(await GetAsync("/app.js/"), Does.StartWith("404"));
            Assert.That(await GetAsync("/none/"), Does.StartWith("404"));
        }
    }

    [Test]
    public async Task A_folder_without_its_slash_is_redirected_to_where_its_links_begin(CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync(null, ("more/index.html", "More"), ("evil.com/index.html", ""));

        using var answer = await pages.GetAsync("/more?a=b", cancellationToken);
        var elsewhere = await pages.GetRawAsync("//evil.com", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
            Assert.That(answer.Headers.Location?.OriginalString, Is.EqualTo("/more/?a=b"));
            Assert.That(elsewhere, Does.StartWith("HTTP/1.1 404 "));
        }
    }

    [TestCase("/")]
    [TestCase("/app.js")]
    [TestCase("/none")]
    public async Task Every_answer_says_strictly_what_a_page_may_do(string path, CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync(null, ("app.js", ""));

        using var answer = await pages.GetAsync(path, cancellationToken);
        var headers = answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(headers["Content-Security-Policy"], Does.Contain("default-src 'self';").And.Contain("frame-ancestors 'none'")
                .And.Contain("base-uri 'none'").And.Contain("object-src 'none'").And.EndWith($"connect-src 'self' ws://{pages.Transport.Address}"));
            Assert.That(headers["Content-Security-Policy"], Does.Not.Contain("unsafe"));
            Assert.That(headers["X-Content-Type-Options"], Is.EqualTo("nosniff"));
            Assert.That(headers["Referrer-Policy"], Is.EqualTo("no-referrer"));
            Assert.That(headers["Cross-Origin-Resource-Policy"], Is.EqualTo("same-origin"));
            Assert.That(headers["Cross-Origin-Opener-Policy"], Is.EqualTo("same-origin"));
            Assert.That(headers["Cache-Control"], Is.EqualTo(path == "/none" ? "no-store" : "no-cache"));
            Assert.That(headers, Does.Not.ContainKey("Server"));
        }
    }

    [Test]
    public async Task A_policy_of_the_hosts_own_takes_the_place_of_the_strict_one(CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync(new WebSocketTransportOptions
        {
            StaticFiles = new StaticFilesOptions("") { ContentSecurityPolicy = "default-src 'none'", IndexFile = "start.html" },
        }, ("start.html", "Start"));

        using var answer = await pages.GetAsync("/", cancellationToken);

        Assert.That(answer.Headers.GetValues("Content-Security-Policy"), Is.EqualTo(new[] { "default-src 'none'" }));
        Assert.That(await answer.Content.ReadAsStringAsync(cancellationToken), Is.EqualTo("Start"));
    }

    [Test]
    public async Task A_big_file_is_sent_whole_and_in_part(CancellationToken cancellationToken)
    {
        const int Size = 20_000_000;
        await using var pages = await PageFolder.OpenAsync();
        var bytes = new byte[Size];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(Path.Combine(pages.Site, "big.bin"), bytes, cancellationToken);

        using var whole = await pages.GetAsync("/big.bin", cancellationToken);
        using var part = await pages.GetAsync("/big.bin", cancellationToken, ("Range", "bytes=19999990-"));
        using var beyond = await pages.GetAsync("/big.bin", cancellationToken, ("Range", "bytes=20000000-"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await whole.Content.ReadAsByteArrayAsync(cancellationToken)).AsSpan().SequenceEqual(bytes), Is.True);
            Assert.That(part.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent));
            Assert.That(part.Content.Headers.ContentRange, Is.EqualTo(new ContentRangeHeaderValue(19_999_990, Size - 1, Size)));
            Assert.That(await part.Content.ReadAsByteArrayAsync(cancellationToken), Is.EqualTo(bytes[^10..]));
            Assert.That(beyond.StatusCode, Is.EqualTo(HttpStatusCode.RequestedRangeNotSatisfiable));
        }
    }

    [Test]
    public async Task A_head_has_the_headers_alone(CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync(null, ("app.js", "export {};"));

        using var found = await pages.SendAsync(HttpMethod.Head, "/app.js", cancellationToken);
        using var missing = await pages.SendAsync(HttpMethod.Head, "/none", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((found.StatusCode, found.Content.Headers.ContentLength), Is.EqualTo((HttpStatusCode.OK, 10)));
            Assert.That(found.Headers.ETag, Is.Not.Null);
            Assert.That(await found.Content.ReadAsByteArrayAsync(cancellationToken), Is.Empty);
            Assert.That(missing.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    [Test]
    public async Task A_browser_that_has_a_file_already_is_not_sent_the_file_again(CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync(null, ("app.js", "one"));
        using var first = await pages.GetAsync("/app.js", cancellationToken);
        var tag = first.Headers.ETag!.ToString();

        using var same = await pages.GetAsync("/app.js", cancellationToken, ("If-None-Match", tag));
        File.SetLastWriteTimeUtc(pages.Write("app.js", "two"), DateTime.UtcNow.AddSeconds(2));
        using var changed = await pages.GetAsync("/app.js", cancellationToken, ("If-None-Match", tag));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(same.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
            Assert.That(same.Headers.Contains("Content-Security-Policy"), Is.True);
            Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await changed.Content.ReadAsStringAsync(cancellationToken), Is.EqualTo("two"));
        }
    }

    [TestCase("POST")]
    [TestCase("PUT")]
    [TestCase("DELETE")]
    [TestCase("OPTIONS")]
    [TestCase("TRACE")]
    public async Task Pages_are_only_read(string method, CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync();

        using var answer = await pages.SendAsync(new HttpMethod(method), "/", cancellationToken);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
        Assert.That(answer.Content.Headers.Allow, Is.EqualTo(new[] { "GET", "HEAD" }));
    }

    [TestCase("evil.com")]
    [TestCase("localhost.evil.com")]
    [TestCase("localhost:1")]
    [TestCase("")]
    public async Task A_page_that_had_its_name_resolve_to_this_machine_reads_no_file(string host, CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync();
        using var peer = await RawPeer.ConnectAsync(pages.Transport.Address, cancellationToken);

        var head = await peer.RequestAsync($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n", cancellationToken);

        Assert.That(head, Does.StartWith("HTTP/1.1 421 "));
    }

    [Test]
    public async Task Connections_and_pages_share_the_port(CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync();

        var (client, server) = await pages.Transport.ConnectAsync(cancellationToken);
        using var page = await pages.GetAsync("/", cancellationToken);
        await Served.CloseAsync(client, server);

        Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public void A_folder_that_there_is_not_is_told_with_what_to_do()
    {
        var missing = Path.Combine(Path.GetTempPath(), "liaison-no-such-folder");

        Assert.That(
            () => new WebSocketTransport("localhost:0", new WebSocketTransportOptions { StaticFiles = new StaticFilesOptions(missing) }),
            Throws.ArgumentException.With.Message.Contains($"There is no folder '{missing}'").And.Message.Contains("Create the folder"));
        Assert.That(
            () => new WebSocketTransport("localhost:0", new WebSocketTransportOptions { StaticFiles = new StaticFilesOptions(Path.GetTempPath()) { IndexFile = "a/b" } }),
            Throws.ArgumentException.With.Message.Contains("is not the name of a file"));
    }

    [Test]
    public async Task Without_the_option_no_page_is_served(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync();
        using var peer = await RawPeer.ConnectAsync(transport.Address, cancellationToken);

        Assert.That(await peer.RequestAsync($"GET / HTTP/1.1\r\nHost: {transport.Address}\r\n\r\n", cancellationToken), Does.StartWith("HTTP/1.1 426 "));
    }
}
