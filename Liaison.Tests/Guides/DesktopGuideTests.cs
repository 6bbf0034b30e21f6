using System.Text.RegularExpressions;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Tests.Architecture;
using Liaison.Tests.Tool;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Guides;

/// <summary>docs/guides/desktop.md says what is so: its blocks are code of samples that tests run, or run here.</summary>
[CancelAfter(60_000)]
internal sealed partial class DesktopGuideTests
{
    private const string Name = "desktop.md";
    private const int MaxIndent = 20;

    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guides", Name)).ReplaceLineEndings("\n");

    private static IEnumerable<TestCaseData> Blocks => SampleBlocks().Matches(Text)
        .Select((block, index) => new TestCaseData(block.Groups["file"].Value, block.Groups["code"].Value).SetArgDisplayNames(block.Groups["file"].Value, $"{index}"));

    [TestCaseSource(nameof(Blocks))]
    public void A_block_that_names_a_file_of_a_sample_is_code_of_that_file(string file, string code)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, file)).ReplaceLineEndings("\n");

        Assert.That(Enumerable.Range(0, MaxIndent).Any(indent => text.Contains(Indented(code, indent))), $"{file} should have this:\n{code}");
    }

    [Test]
    public void The_other_code_of_the_guide_is_the_code_that_is_compiled_here() =>
        Assert.That(new Guide(Name).CSharp, Is.EquivalentTo(Regions.Of("DesktopGuide.cs")));

    [Test]
    public async Task An_application_starts_its_front_end_and_ends_with_it(CancellationToken cancellationToken)
    {
        var transport = new WebSocketTransport("localhost:0");
        await using var companion = new Companion();
        await using var host = new LiaisonHost(companion).Add(transport);
        await host.StartAsync(cancellationToken);

        // The tool is a front end that takes its token from the environment.
        var exitCode = await DesktopGuide.StartFrontEndAsync(host, transport, ToolProcess.Dotnet, ["exec", ToolProcess.Path, "call", $"ws://{transport.Address}", "ping"]);

        Assert.That((exitCode, host.Completion.IsCompleted), Is.EqualTo((0, true)));
    }

    [Test]
    public void Every_link_of_the_guide_leads_to_a_file()
    {
        var folder = Path.Combine(Repository.Root, "docs", "guides");
        var missing = Links().Matches(Text).Select(link => link.Groups["path"].Value).Where(path => !Path.Exists(Path.Combine(folder, path)));

        Assert.That(missing, Is.Empty);
    }

    private static string Indented(string code, int indent) => Line().Replace(code, new string(' ', indent));

    [GeneratedRegex("^(?=.)", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex("^```(csharp|js) (?<file>samples/[^\n]+)\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex SampleBlocks();

    [GeneratedRegex(@"\]\((?<path>[^)#:]+)[^)]*\)")]
    private static partial Regex Links();
}
