using System.Reflection;
using System.Text.RegularExpressions;
using Liaison.Tests.Architecture;
using NUnit.Framework;

namespace Liaison.Tests.Incidents;

/// <summary>The table of SECURITY.md: every incident is there, and every row names tests that exist.</summary>
[Category("Incidents")]
internal sealed partial class SecurityPageTests
{
    private static readonly string[] Incidents =
    [
        "CVE-2025-52882", "CVE-2025-49596", "CVE-2025-66414", "CVE-2025-66416", "CVE-2025-24010", "CVE-2018-14732", "CVE-2026-39363", "CVE-2024-28179",
        "Cross-site WebSocket hijacking", "DNS rebinding", "Tokens in logs", "Tokens on command lines", "Default secrets", "Upgrade paths that skip the check",
        "Slow handshakes", "Memory claimed by a declared length", "Decompression bombs", "Types named by the peer", "Prototype-like member access",
        "Socket files with wide permissions", "Symbolic links at socket paths", "Standard output corrupted", "Standard output held open", "Orphaned processes", "ANSI escapes in logs",
        "Pages that are let in by a cookie", "Sessions taken over",
    ];

    private static string[][] Rows { get; } =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "SECURITY.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Contains('`', StringComparison.Ordinal))
            .Select(line => line.Split('|')[1..^1].Select(cell => cell.Trim()).ToArray())
            .Where(cells => cells.Length == 4),
    ];

    private static IEnumerable<string> NamedTests => Rows.SelectMany(cells => TestName().Matches(cells[3]).Select(match => match.Groups[1].Value)).Distinct();

    [TestCaseSource(nameof(Incidents))]
    public void Every_incident_has_a_row(string incident) =>
        Assert.That(Rows.Select(cells => cells[0]), Has.Some.Contains(incident));

    [Test]
    public void Every_row_says_what_went_wrong_what_stops_it_and_which_test_replays_it() =>
        Assert.That(Rows.Select(cells => (cells[1].Length > 20, cells[2].Length > 20, TestName().IsMatch(cells[3]))), Has.All.EqualTo((true, true, true)));

    [TestCaseSource(nameof(NamedTests))]
    public void Every_test_that_a_row_names_exists(string name)
    {
        var parts = name.Split('.');
        var tests = typeof(SecurityPageTests).Assembly.GetTypes()
            .Where(type => type.Name == parts[0])
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public))
            .Where(method => method.Name == parts[1] && method.GetCustomAttributes().Any(IsTestMark));

        Assert.That(tests, Is.Not.Empty);
    }

    private static bool IsTestMark(Attribute attribute) => attribute is TestAttribute or TestCaseAttribute or TestCaseSourceAttribute;

    [GeneratedRegex(@"`(\w+\.\w+)`")]
    private static partial Regex TestName();
}
