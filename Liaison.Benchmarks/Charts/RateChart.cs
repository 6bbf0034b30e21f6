using System.Globalization;
using Liaison.Benchmarks.Results;

namespace Liaison.Benchmarks.Charts;

/// <summary>Commands a second over one connection of each transport: Liaison's, and those that were measured beside it.</summary>
internal static class RateChart
{
    private const string Scenario = "/pipelined/1";
    private const double Width = 720;
    private const double LabelWidth = 230;
    private const double ValueWidth = 110;
    private const double Top = 44;
    private const double RowHeight = 24;
    private const double BarHeight = 14;
    private const double GroupGap = 8;

    /// <summary>Whether the run has anything to draw.</summary>
    public static bool Has(BenchmarkRun run) => Rates(run).Any();

    public static string Draw(BenchmarkRun run)
    {
        var groups = Rates(run).GroupBy(rate => rate.Scenario).ToList();
        var rows = groups.Sum(group => group.Count());
        var svg = new SvgWriter(Width, Top + (rows * RowHeight) + (groups.Count * GroupGap) + 12, "Commands a second over one connection, 64 in flight");
        var unit = (Width - LabelWidth - ValueWidth) / groups.Max(group => group.Max(rate => rate.Median));
        var y = Top;
        foreach (var group in groups)
        {
            svg.Text(16, y + (RowHeight / 2) + 4, group.Key[..^Scenario.Length]);
            foreach (var rate in group)
            {
                DrawRow(svg, rate, y, unit);
                y += RowHeight;
            }

            y += GroupGap;
        }

        return svg.End();
    }

    private static IEnumerable<Measurement> Rates(BenchmarkRun run) =>
        run.Measurements.Where(measurement => measurement.Metric == "rate" && measurement.Scenario.EndsWith(Scenario, StringComparison.Ordinal));

    private static void DrawRow(SvgWriter svg, Measurement rate, double y, double unit)
    {
        var middle = y + (RowHeight / 2) + 4;
        svg.Text(LabelWidth - 10, middle, rate.Contender == "bare" ? "canned bytes" : rate.Contender, "text", "end");
        svg.Rectangle(LabelWidth, y + ((RowHeight - BarHeight) / 2), Math.Max(rate.Median * unit, 1), BarHeight, rate.Contender == "liaison" ? "good" : "d0");
        svg.Text(LabelWidth + (rate.Median * unit) + 8, middle, rate.Median.ToString("#,0", CultureInfo.InvariantCulture), "text");
    }
}
