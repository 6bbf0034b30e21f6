using System.Net;
using System.Text.RegularExpressions;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Tests.Architecture;
using Liaison.Tests.Tool;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Consoles;

/// <summary>How the console's page is served, and what its files are made of.</summary>
[CancelAfter(60_000)]
internal sealed partial class ConsolePageTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "Liaison.Transports.WebSocket", "Pages", "Console");

    private static IEnumerable<string?> Scripts => Directory.EnumerateFiles(Folder, "*.js").Select(Path.GetFileName).Order();

    [TestCaseSource(nameof(Scripts))]
    public void No_script_of_the_page_makes_markup_or_code_of_a_text(string file) =>
        Assert.That(File.ReadAllText(Path.Combine(Folder, file)), Does.Not.Match(Dangerous().ToString()));

    [TestCaseSource(nameof(Scripts))]
    public void A_script_of_the_page_imports_what_is_served(string file)
    {
        var imported = Imports().Matches(File.ReadAllText(Path.Combine(Folder, file))).Select(match => match.Groups["path"].Value);
        Assert.That(imported, Is.SubsetOf(Scripts.Select(script => $"./{script}").Concat(["/liaison.js", "/liaison-login.js"])));
    }

    [Test]
    public void The_page_has_no_inline_script_or_style()
    {
        var page = File.ReadAllText(Path.Combine(Folder, "index.html"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page, Does.Not.Match("<style|style=|\\son[a-z]+=|https?:"));
            Assert.That(Regex.Matches(page, "<script[^>]*>(?<code>[^<]*)").Select(script => script.Groups["code"].Value), Is.All.Empty);
        }
    }

    [Test]
    public async Task Nothing_is_served_unless_the_options_say_so(CancellationToken token)
    {
        await using var served = await ServeAsync(new WebSocketTransportOptions(), token);
        using var client = new HttpClient();
        Assert.That((await client.GetAsync(new Uri($"http://{served.Addresses[0]}/console/"), token)).StatusCode, Is.EqualTo(HttpStatusCode.UpgradeRequired));
    }

    [Test]
    public async Task The_strict_policy_holds_for_the_console_whatever_the_application_says_of_its_own_pages(CancellationToken token)
    {
        var folder = Directory.CreateTempSubdirectory("liaison-console-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "console"));
        await File.WriteAllTextAsync(Path.Combine(folder, "index.html"), "own", token);
        await File.WriteAllTextAsync(Path.Combine(folder, "console", "index.html"), "not the console", token);
        var options = new WebSocketTransportOptions { Console = true, StaticFiles = new StaticFilesOptions(folder) { ContentSecurityPolicy = "default-src *" } };
        await using (var served = await ServeAsync(options, token))
        {
            using var client = new HttpClient();
            var console = await client.GetAsync(new Uri($"http://{served.Addresses[0]}/console"), token);
            var own = await client.GetAsync(new Uri($"http://{served.Addresses[0]}/"), token);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(console.RequestMessage!.RequestUri!.AbsolutePath, Is.EqualTo("/console/"));
                Assert.That(await console.Content.ReadAsStringAsync(token), Does.Contain("<liaison-console>"));
                Assert.That(console.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'self'"));
                Assert.That(own.Headers.GetValues("Content-Security-Policy").Single(), Is.EqualTo("default-src *"));
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task The_tool_tells_the_link_of_its_console(CancellationToken token)
    {
        await using var tool = ToolProcess.Start("websocket", "localhost:0", "--console", "--ready", "link");
        var link = new Uri((await tool.ReadChunkAsync(token)).Trim());
        using var client = new HttpClient();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(link.AbsolutePath, Is.EqualTo("/console/"));
            Assert.That(link.Fragment, Does.StartWith("#liaison="));
            Assert.That(await client.GetStringAsync(link, token), Does.Contain("<liaison-console>"));
        }
    }

    private static async Task<LiaisonHost> ServeAsync(WebSocketTransportOptions options, CancellationToken token)
    {
        var host = new LiaisonHost(new Companion()).Add(new WebSocketTransport("localhost:0", options));
        await host.StartAsync(token);
        return host;
    }

    [GeneratedRegex("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|setHTML|createContextualFragment|DOMParser|srcdoc|\\beval\\b|new Function|javascript:|https?://(?!www\\.w3\\.org/2000/svg)")]
    private static partial Regex Dangerous();

    [GeneratedRegex("(?:from|import) \"(?<path>[^\"]+)\"")]
    private static partial Regex Imports();
}
