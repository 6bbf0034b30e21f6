extern alias generators;

using System.Reflection;
using generators::Liaison.Generators;
using Liaison.Analyzers;
using Liaison.Tests.Architecture;
using Microsoft.CodeAnalysis;
using NUnit.Framework;

namespace Liaison.Tests.Analyzers;

/// <summary>Each diagnostic has a page, where its help link leads.</summary>
internal sealed class PageTests
{
    private static readonly string Pages = Path.Combine(Repository.Root, "docs", "diagnostics");

    private static readonly DiagnosticDescriptor[] Rules = [.. new LiaisonAnalyzer().SupportedDiagnostics, SpecificationGenerator.Problem];

    private static IEnumerable<string> Told => Rules.Select(rule => rule.Id);

    [Test]
    public void Every_code_is_told_by_the_analyzer()
    {
        var codes = typeof(Codes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

        Assert.That(codes, Is.EquivalentTo(Told.Except([SpecificationGenerator.Problem.Id])).And.All.Match("^LSN[0-9]{3}$"));
    }

    [Test]
    public void Every_page_is_of_a_code_and_every_code_has_one()
    {
        var pages = Directory.EnumerateFiles(Pages, "LSN*").Select(path => Path.GetFileName(path));

        Assert.That(pages, Is.EquivalentTo(Told.Select(code => code + ".md")));
    }

    [TestCaseSource(nameof(Told))]
    public void A_help_link_leads_to_the_page(string code)
    {
        var rule = Rules.Single(rule => rule.Id == code);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rule.HelpLinkUri, Does.EndWith($"docs/diagnostics/{code}.md"));
            Assert.That(rule.Category, Is.EqualTo("Liaison"));
        }
    }

    [TestCaseSource(nameof(Told))]
    public void A_page_says_what_is_wrong_why_and_how_it_is_mended(string code)
    {
        var rule = Rules.Single(rule => rule.Id == code);
        var page = File.ReadAllText(Path.Combine(Pages, code + ".md"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page, Does.StartWith($"# {code}: {rule.Title}\n"));
            Assert.That(page, Does.Contain($"**{(rule.DefaultSeverity == DiagnosticSeverity.Info ? "Information" : rule.DefaultSeverity)}**"));
            Assert.That(page.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)), Is.EqualTo(new[] { "## What is wrong", "## Why", "## How to fix it" }));
            Assert.That(page, Does.Contain("// before").And.Contain("// after"));
        }
    }

    [Test]
    public void The_list_of_pages_names_all_of_them()
    {
        var list = File.ReadAllText(Path.Combine(Pages, "README.md"));

        Assert.That(Rules.Where(rule => !list.Contains($"| [{rule.Id}]({rule.Id}.md) | {rule.Title} |", StringComparison.Ordinal)).Select(rule => rule.Id), Is.Empty);
    }
}
