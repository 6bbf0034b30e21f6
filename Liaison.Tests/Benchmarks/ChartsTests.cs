using System.Xml.Linq;
using NUnit.Framework;

namespace Liaison.Tests.Benchmarks;

internal sealed class ChartsTests
{
    private const string Results = """
        [
          {
            "kind": "load", "date": "2025-01-02T03:04:05+00:00",
            "machine": { "cores": 2, "operatingSystem": "An <OS>", "architecture": "X64", "runtime": ".NET 10" },
            "measurements": [{ "scenario": "websocket/pipelined/1", "contender": "liaison", "metric": "rate", "unit": "1/s", "median": 600000, "min": 590000, "max": 610000 }],
            "goals": [
              { "goal": "of the bare server's <rate>", "figure": "0.71 × (0.69..0.73)", "wanted": "≥ 0.65 ×", "met": true },
              { "goal": "of the bare server's p50", "figure": "1.20 × (1.10..1.30)", "wanted": "≤ 1.05 ×", "met": false },
              { "goal": "allocated", "figure": "280 B", "wanted": "≤ 300 B", "met": true },
              { "goal": "not in this run", "figure": "not measured", "wanted": "≥ 2.00 ×" }
            ]
          },
          {
            "kind": "scale", "date": "2025-01-02T03:04:05+00:00",
            "machine": { "cores": 2, "operatingSystem": "An <OS>", "architecture": "X64", "runtime": ".NET 10" },
            "measurements": [
              { "scenario": "names-get", "contender": "liaison", "metric": "time", "unit": "ns", "median": 700, "min": 690, "max": 710, "size": 1 },
              { "scenario": "names-get", "contender": "liaison", "metric": "time", "unit": "ns", "median": 700, "min": 690, "max": 710, "size": 1000 },
              { "scenario": "names-list", "contender": "liaison", "metric": "time", "unit": "ns", "median": 2000, "min": 2000, "max": 2000, "size": 1 },
              { "scenario": "names-list", "contender": "liaison", "metric": "time", "unit": "ns", "median": 2000000, "min": 2000000, "max": 2000000, "size": 1000 }
            ],
            "goals": [{ "goal": "names-get: exponent", "figure": "1.00", "wanted": "≤ 1.10", "met": true }]
          }
        ]
        """;

    private const string Guide = "Before.\n\n<!-- results: begin -->\nOld tables.\n<!-- results: end -->\n\nBehind.\n";

    [Test, CancelAfter(60_000)]
    public async Task Results_become_charts_and_the_tables_of_the_guide(CancellationToken token)
    {
        using var folder = new ResultsFolder();
        var result = await DrawAsync(folder, token);
        var guide = await File.ReadAllTextAsync(folder.Combine("benchmarks.md"), token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.Zero, result.Errors);
            Assert.That(TextsOf(folder, "load.svg"), Does.Contain("of the bare server's <rate>").And.Contain("0.71 ×").And.Contain("1.20 ×").And.Not.Contain("allocated"));
            Assert.That(TextsOf(folder, "throughput.svg"), Does.Contain("websocket").And.Contain("liaison").And.Contain("600,000"));
            Assert.That(TextsOf(folder, "scale-names.svg"), Does.Contain("names-get: grows with the power 0.00 of the size").And.Contain("names-list: grows with the power 1.00 of the size"));
            Assert.That(guide, Does.StartWith("Before.\n").And.EndWith("\nBehind.\n").And.Not.Contain("Old tables."));
            Assert.That(guide, Does.Contain("![load](benchmarks/load.svg)").And.Contain("| allocated | 280 B | ≤ 300 B | yes |").And.Contain("| 1.20 × (1.10..1.30) | ≤ 1.05 × | **no** |"));
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task The_same_results_give_the_same_bytes(CancellationToken token)
    {
        using var folder = new ResultsFolder();
        await DrawAsync(folder, token);
        var (svg, guide) = (await File.ReadAllBytesAsync(folder.Combine("benchmarks", "load.svg"), token), await File.ReadAllBytesAsync(folder.Combine("benchmarks.md"), token));
        await BenchmarksProgram.RunAsync(["charts", "--from", folder.File, "--to", folder.Path], token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await File.ReadAllBytesAsync(folder.Combine("benchmarks", "load.svg"), token), Is.EqualTo(svg));
            Assert.That(await File.ReadAllBytesAsync(folder.Combine("benchmarks.md"), token), Is.EqualTo(guide), "what was written is replaced, and nothing is added");
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Without_results_it_says_how_to_have_some(CancellationToken token)
    {
        using var folder = new ResultsFolder();
        var result = await BenchmarksProgram.RunAsync(["charts", "--from", folder.File, "--to", folder.Path], token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(1));
            Assert.That(result.Errors, Does.Contain("load --out"));
        }
    }

    private static async Task<Tool.ToolResult> DrawAsync(ResultsFolder folder, CancellationToken token)
    {
        await File.WriteAllTextAsync(folder.File, Results, token);
        await File.WriteAllTextAsync(folder.Combine("benchmarks.md"), Guide, token);
        return await BenchmarksProgram.RunAsync(["charts", "--from", folder.File, "--to", folder.Path], token);
    }

    // Read as XML, so that a chart that no browser would show fails.
    private static IEnumerable<string> TextsOf(ResultsFolder folder, string chart) =>
        XDocument.Load(folder.Combine("benchmarks", chart)).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value);
}
