using System.Globalization;
using Liaison.Benchmarks.Results;

namespace Liaison.Benchmarks.Scale;

/// <summary>Tells what was measured, to people and to the file of results.</summary>
internal static class ScaleReport
{
    private const string Contender = "liaison";

    /// <summary>Writes a table of the series.</summary>
    public static void Write(ScaleSeries series, TextWriter to)
    {
        to.WriteLine($"{series.Name}: {series.Work}");
        to.WriteLine($"{series.Grows,12}  {"ns each",14}  {"from",14}  {"to",14}  {"B allocated each",18}  {"B held in all",15}");
        foreach (var (size, time, allocated, live) in series.Points)
        {
            to.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{size,12:#,0}  {time.Median,14:#,0}  {time.Min,14:#,0}  {time.Max,14:#,0}  {allocated,18:#,0}  {live,15:#,0}"));
        }

        to.WriteLine($"exponents of the total: time {Text(series.TimeExponent)}, memory {Text(series.MemoryExponent)} (limit {Text(ScaleSeries.MaxExponent)})");
        to.WriteLine();
    }

    public static BenchmarkRun ToRun(IReadOnlyList<ScaleSeries> measured) => new(
        "scale", DateTimeOffset.UtcNow, MachineInfo.Current, [.. measured.SelectMany(MeasurementsOf)], [.. measured.SelectMany(Judge)]);

    private static IEnumerable<Measurement> MeasurementsOf(ScaleSeries series)
    {
        foreach (var (size, time, allocated, live) in series.Points)
        {
            yield return new Measurement(series.Name, Contender, "time", "ns", time.Median, time.Min, time.Max) { Size = size };
            yield return new Measurement(series.Name, Contender, "allocated", "B", allocated, allocated, allocated) { Size = size };
            yield return new Measurement(series.Name, Contender, "held", "B", live, live, live) { Size = size };
        }
    }

    private static IEnumerable<GoalResult> Judge(ScaleSeries series) =>
    [
        Judge($"{series.Name}: exponent of the time, of {series.Grows}", series.TimeExponent),
        Judge($"{series.Name}: exponent of the memory, of {series.Grows}", series.MemoryExponent),
    ];

    private static GoalResult Judge(string goal, double exponent) =>
        new(goal, Text(exponent), $"≤ {Text(ScaleSeries.MaxExponent)}", double.IsNaN(exponent) ? null : exponent <= ScaleSeries.MaxExponent);

    private static string Text(double exponent) => double.IsNaN(exponent) ? "not measured" : exponent.ToString("0.00", CultureInfo.InvariantCulture);
}
