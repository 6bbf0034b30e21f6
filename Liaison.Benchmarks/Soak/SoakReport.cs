using System.Globalization;

namespace Liaison.Benchmarks.Soak;

/// <summary>What a soak found.</summary>
internal sealed record SoakReport(
    SoakOptions Options, IReadOnlyList<SoakWay> Ways, TimeSpan Elapsed, ProcessFigures Before, ProcessFigures After, IReadOnlyList<string> Unobserved)
{
    /// <summary>Whether nothing was lost, repeated or unexpected.</summary>
    public bool IsClean => Ways.All(way => way.Tally.IsClean) && Unobserved.Count == 0;

    public void Write(TextWriter writer)
    {
        Line(writer, $"seed {Options.Seed}, {Elapsed.TotalSeconds:0} s, {Ways.Count} ways");
        Line(writer, $"{"",-22}{"commands",12}{"errors",10}{"cut calls",10}{"cuts",7}{"events",9}{"rubbish",9}{"lost",6}{"repeated",9}{"unexpected",11}");
        foreach (var way in Ways)
        {
            WriteRow(writer, way.Name, [way.Tally]);
        }

        WriteRow(writer, "all", [.. Ways.Select(way => way.Tally)]);
        Line(writer, $"{Ways.Sum(way => way.Tally.Commands) / Elapsed.TotalSeconds:0} commands a second");
        Line(writer, $"start: {Before}");
        Line(writer, $"end:   {After}");
        foreach (var surprise in Ways.SelectMany(way => way.Tally.Surprises.Select(surprise => $"{way.Name}: {surprise}")))
        {
            writer.WriteLine(surprise);
        }

        foreach (var failure in Unobserved)
        {
            Line(writer, $"unobserved: {failure}");
        }
    }

    private static void WriteRow(TextWriter writer, string name, IReadOnlyList<SoakTally> tallies) => Line(
        writer,
        $"{name,-22}{tallies.Sum(t => t.Commands),12}{tallies.Sum(t => t.ExpectedErrors),10}{tallies.Sum(t => t.CutCalls),10}{tallies.Sum(t => t.Cuts),7}{tallies.Sum(t => t.Events),9}{tallies.Sum(t => t.Rubbish),9}{tallies.Sum(t => t.Lost),6}{tallies.Sum(t => t.Repeated),9}{tallies.Sum(t => t.Unexpected),11}");

    private static void Line(TextWriter writer, FormattableString text) => writer.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
