using Liaison.Companions;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Guides;

/// <summary>What docs/guides/front-ends.md says about pages that the host serves; that of the page itself is tested in a browser, in clients/js.</summary>
[CancelAfter(60_000)]
internal sealed class PagesGuideTests
{
    private static readonly Guide Guide = new("front-ends.md");

    [Test]
    public void The_code_of_the_guide_is_the_code_that_is_compiled_here() => Assert.That(Guide.CSharp, Is.SupersetOf(Regions.Of("PagesGuide.cs")));

    [Test]
    public async Task The_host_of_the_guide_serves_its_folder(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("liaison-pages-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "index.html"), "Home", cancellationToken);
        await using var companion = new Companion();
        using var client = new HttpClient();
        var page = "";
        await PagesGuide.ServeAsync(companion, "localhost:0", folder, async link => page = await client.GetStringAsync(link, cancellationToken));
        Directory.Delete(folder, recursive: true);

        Assert.That(page, Is.EqualTo("Home"));
    }

    [Test]
    public void The_defaults_of_the_guide_are_those_of_the_options()
    {
        var options = new WebSocketTransportOptions();
        var rows = Guide.Section("A web page served by the host").Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(row => row[1..^1].Split(" | ")).ToDictionary(cells => cells[0].Trim(' ', '`'), cells => cells[2].Trim());

        Assert.That(rows, Is.EqualTo(new Dictionary<string, string>
        {
            [nameof(options.StaticFiles)] = options.StaticFiles is null ? "none, and no page is served" : "",
            [nameof(options.PageLinkLifetime)] = $"{options.PageLinkLifetime.TotalMinutes} minutes",
            [nameof(options.MaxPageLinks)] = $"{options.MaxPageLinks}",
            [nameof(options.MaxPageSessions)] = $"{options.MaxPageSessions}",
        }));
    }
}
