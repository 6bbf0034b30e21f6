using Liaison.Transports;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;

namespace Liaison.Tests.Pages;

/// <summary>What a request cannot reach through a folder that is served.</summary>
[CancelAfter(30_000)]
internal sealed class PagePathTests
{
    private const string Secret = "the secret beside the folder";

    [TestCase("/../secret.txt")]
    [TestCase("/a/../../secret.txt")]
    [TestCase("/%2e%2e/secret.txt")]
    [TestCase("/%2E%2E%2Fsecret.txt")]
    [TestCase("/..%2fsecret.txt")]
    [TestCase("/..%5csecret.txt")]
    [TestCase("/..\\secret.txt")]
    [TestCase("/%252e%252e/secret.txt")]
    [TestCase("/%252e%252e%252fsecret.txt")]
    [TestCase("/%c0%ae%c0%ae/secret.txt")]
    [TestCase("/%uff0e%uff0e/secret.txt")]
    [TestCase("/%ef%bc%8e%ef%bc%8e/secret.txt")]
    [TestCase("/....//secret.txt")]
    [TestCase("/.././../secret.txt")]
    [TestCase("//secret.txt")]
    [TestCase("/more//../..//secret.txt")]
    [TestCase("/..;/secret.txt")]
    [TestCase("/secret.txt%00.html")]
    [TestCase("http://localhost/../secret.txt")]
    public async Task Nothing_outside_of_the_folder_is_read(string target, CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync(null, ("more/page.html", ""));
        await File.WriteAllTextAsync(Path.Combine(pages.Root, "secret.txt"), Secret, cancellationToken);

        var answer = await pages.GetRawAsync(target, cancellationToken);

        Assert.That(answer, Does.Match("^HTTP/1.1 4[0-9][0-9] "));
        Assert.That(answer, Does.Not.Contain(Secret));
    }

    [Test]
    public async Task An_absolute_path_is_not_read(CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync();
        var secret = Path.Combine(pages.Root, "secret.txt");
        await File.WriteAllTextAsync(secret, Secret, cancellationToken);

        foreach (var target in new[] { secret, "/" + secret, "/" + secret.Replace("/", "%2f", StringComparison.Ordinal), "/file://" + secret })
        {
            Assert.That(await pages.GetRawAsync(target, cancellationToken), Does.Match("^HTTP/1.1 4[0-9][0-9] "), target);
        }
    }

    [TestCase(".env")]
    [TestCase(".git/config")]
    [TestCase("more/.hidden/page.html")]
    [TestCase("more/.page.html")]
    public async Task Hidden_files_are_not_served(string path, CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync(null, (path, Secret));

        using var plain = await pages.GetAsync("/" + path, cancellationToken);
        var encoded = await pages.GetRawAsync("/" + path.Replace(".", "%2e", StringComparison.Ordinal), cancellationToken);

        Assert.That((int)plain.StatusCode, Is.EqualTo(404));
        Assert.That(encoded, Does.StartWith("HTTP/1.1 404 "));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Links need rights there that users have not.")]
    public async Task Links_are_followed_inside_of_the_folder_alone(CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync(null, ("more/page.html", "inside"), (".git/config", Secret));
        await File.WriteAllTextAsync(Path.Combine(pages.Root, "secret.txt"), Secret, cancellationToken);
        Directory.CreateDirectory(Path.Combine(pages.Root, "site-too"));
        await File.WriteAllTextAsync(Path.Combine(pages.Root, "site-too", "secret.txt"), Secret, cancellationToken);
        void Link(string name, string target) => File.CreateSymbolicLink(Path.Combine(pages.Site, name), target);
        Link("inside.html", "more/page.html");
        Link("inside", "more");
        Link("out.txt", "../secret.txt");
        Link("absolute.txt", Path.Combine(pages.Root, "secret.txt"));
        Link("up", "..");
        Link("beside", "../site-too");
        Link("twice.txt", "up/secret.txt");
        Link("round", "round");
        Link("hidden.txt", ".git/config");
        Link("more/far.txt", "../up/secret.txt");
        Link("broken.txt", "none.txt");

        async Task<int> StatusAsync(string path)
        {
            using var answer = await pages.GetAsync(path, cancellationToken);
            return (int)answer.StatusCode;
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await StatusAsync("/inside.html"), Is.EqualTo(200));
            Assert.That(await StatusAsync("/inside/page.html"), Is.EqualTo(200));
            foreach (var path in new[]
            {
                "/out.txt", "/absolute.txt", "/up/secret.txt", "/beside/secret.txt", "/twice.txt", "/round", "/round/page.html", "/hidden.txt", "/more/far.txt", "/broken.txt",
            })
            {
                Assert.That(await StatusAsync(path), Is.EqualTo(404), path);
            }
        }
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Links need rights there that users have not.")]
    public async Task The_folder_itself_may_be_a_link(CancellationToken cancellationToken)
    {
        await using var pages = await PageFolder.OpenAsync(null, ("page.html", "inside"));
        var link = Path.Combine(pages.Root, "link");
        Directory.CreateSymbolicLink(link, pages.Site);

        Assert.That(PagePath.TryParse(new PathString("/page.html"), out var path), Is.True);
        Assert.That(new FolderPages(link, "index.html").Find(path), Is.Not.Null);
    }

    [TestCase("/a:b")]
    [TestCase("/a\0b")]
    [TestCase("/a.")]
    [TestCase("/a ")]
    [TestCase("/a\\b")]
    [TestCase("/a%2Fb")]
    [TestCase("/a//b")]
    [TestCase("/./a")]
    [TestCase("a")]
    [TestCase("")]
    public void A_path_that_is_no_plain_path_is_refused(string path) =>
        Assert.That(PagePath.TryParse(PathString.FromUriComponent(""), out _) || PagePath.TryParse(path is ['/', ..] ? new PathString(path) : default, out _), Is.False);

    [Test]
    public void Resources_are_found_by_their_path()
    {
        var pages = new EmbeddedPages(typeof(PagePathTests).Assembly, "pages/", "more/");
        bool Has(string text) => PagePath.TryParse(new PathString(text), out var path) && pages.Find(path) is not null;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Has("/more/"), Is.True);
            Assert.That(Has("/more/index.html"), Is.True);
            Assert.That(Has("/more/none.html"), Is.False);
            Assert.That(Has("/"), Is.False);
            Assert.That(() => new EmbeddedPages(typeof(PagePathTests).Assembly, "none/", ""), Throws.ArgumentException);
        }
    }
}
