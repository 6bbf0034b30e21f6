using System.Text.RegularExpressions;
using Liaison.Tests.Architecture;
using NUnit.Framework;

namespace Liaison.Tests.Faults;

/// <summary>A clock that is set back, or forward: no library looks at it, since every time that counts is measured by a clock that only goes on.</summary>
[Category("Faults")]
internal sealed partial class ClockTests
{
    private static IEnumerable<string> Libraries => Repository.Libraries;

    [TestCaseSource(nameof(Libraries))]
    public void No_library_reads_the_clock_that_people_set(string library)
    {
        // The console tells people the time of day of what it shows, and nothing waits for these times.
        var uses = Repository.Sources(library)
            .Where(path => !path.Contains("Inspection", StringComparison.Ordinal))
            .SelectMany(path => File.ReadLines(path).Where(line => WallClock().IsMatch(line)).Select(line => $"{Repository.Relative(path)}: {line.Trim()}"));

        Assert.That(uses, Is.Empty, "Measure with Stopwatch, TimeProvider.GetTimestamp or Environment.TickCount64.");
    }

    [GeneratedRegex(@"\b(UtcNow|DateTime\.Now|DateTimeOffset\.Now|GetUtcNow|GetLocalNow|Environment\.TickCount)\b(?!64)")]
    private static partial Regex WallClock();
}
