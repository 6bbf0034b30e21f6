using Liaison.Benchmarks.Results;

namespace Liaison.Benchmarks.Charts;

/// <summary>The charts of a run, by file name.</summary>
internal static class RunCharts
{
    public static IEnumerable<(string File, string Svg)> Of(BenchmarkRun run) => run.Kind switch
    {
        "scale" => Scale(run),
        "micro" => Goals(run, "micro.svg", "In process: one command, from the request in UTF-8 to the reply", "ns"),
        _ => [.. Rates(run), .. Goals(run, $"{run.Kind}.svg", "Liaison, as a multiple of what runs beside it in the same run", "×")],
    };

    private static IEnumerable<(string File, string Svg)> Rates(BenchmarkRun run) => RateChart.Has(run) ? [("throughput.svg", RateChart.Draw(run))] : [];

    /// <summary>Names, payloads and so on: a chart for each thing that grows.</summary>
    private static IEnumerable<(string File, string Svg)> Scale(BenchmarkRun run) =>
        from measurement in run.Measurements
        where measurement is { Metric: "time", Size: not null }
        group measurement by GroupOf(measurement.Scenario) into grown
        select ($"scale-{grown.Key}.svg", LineChart.Draw($"Processor time of one command, by {grown.Key}", [.. grown.GroupBy(point => point.Scenario).Select(LineOf)]));

    private static Line LineOf(IGrouping<string, Measurement> points) => new(points.Key, [.. points.Select(point => (point.Size!.Value, point.Median))]);

    private static string GroupOf(string scenario) => scenario.Split('-')[0];

    private static IEnumerable<(string File, string Svg)> Goals(BenchmarkRun run, string file, string title, string unit)
    {
        Bar[] bars = [.. run.Goals.Select(goal => Bar.Of(goal, unit)).OfType<Bar>()];
        return bars.Length > 0 ? [(file, BarChart.Draw(title, bars))] : [];
    }
}
