using System.Globalization;
using Liaison.Benchmarks.Results;
using Liaison.Benchmarks.Servers;

namespace Liaison.Benchmarks.Load;

/// <summary>Writes a run for people to read.</summary>
internal static class Report
{
    public static void Write(TextWriter output, BenchmarkRun run, LoadOptions options, Scoreboard board)
    {
        output.WriteLine($"{run.Machine.Cores} cores, {run.Machine.OperatingSystem} {run.Machine.Architecture}, {run.Machine.Runtime}");
        output.WriteLine($"{options.Rounds} rounds of {options.Round.TotalSeconds:0.##} s each: median (lowest..highest). Ratios are of rounds, then their median.");
        output.WriteLine(options.Pins && Cores.CanPin
            ? "Ping-pong: the server on one core, the load on another. All else: wherever the system puts them."
            : "Nothing is pinned to a core.");
        if (options.IsQuick)
        {
            output.WriteLine("A quick run shows that every answer is right; it is too short for its figures to mean anything.");
        }

        foreach (var scenario in run.Measurements.GroupBy(measurement => measurement.Scenario))
        {
            output.WriteLine();
            output.WriteLine(scenario.Key);
            foreach (var contender in scenario.GroupBy(measurement => measurement.Contender))
            {
                output.WriteLine($"  {contender.Key,-16}{Ratio(board, scenario.Key, contender.Key),-8}{string.Join("  ", contender.Select(Text))}");
            }
        }

        output.WriteLine();
        foreach (var goal in run.Goals)
        {
            var verdict = goal.Met switch { true => "met", false => "NOT MET", null => "-" };
            output.WriteLine($"{verdict,-8} {goal.Goal,-66} {goal.Wanted,-14} {goal.Figure}");
        }
    }

    private static string Ratio(Scoreboard board, string scenario, string contender)
    {
        var bare = ServerProcess.NameOf(ServerKind.Bare);
        return contender != bare && board.Ratio(Metric.Rate, (scenario, contender), (scenario, bare)) is { } ratio
            ? $"×{ratio.Median.ToString("0.00", CultureInfo.InvariantCulture)}"
            : "";
    }

    private static string Text(Measurement measurement) => measurement.Min < measurement.Max
        ? $"{measurement.Metric} {Number(measurement.Median)} ({Number(measurement.Min)}..{Number(measurement.Max)}) {measurement.Unit}"
        : $"{measurement.Metric} {Number(measurement.Median)} {measurement.Unit}";

    private static string Number(double value) =>
        value.ToString(Math.Abs(value) switch { < 10 => "0.00", < 1000 => "0.0", _ => "#,0" }, CultureInfo.InvariantCulture);
}
