using System.Globalization;
using System.Text;
using Liaison.Benchmarks.Results;

namespace Liaison.Benchmarks.Charts;

/// <summary>The tables of the guide.</summary>
internal static class ResultTables
{
    public static string Of(IReadOnlyList<BenchmarkRun> runs)
    {
        var text = new StringBuilder();
        foreach (var run in runs)
        {
            Append(text, run);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, BenchmarkRun run)
    {
        var machine = run.Machine;
        text.Append(CultureInfo.InvariantCulture, $"### {run.Kind}\n\n{run.Date.UtcDateTime:yyyy-MM-dd}, {machine.Runtime} on {Cell(machine.OperatingSystem)}, {machine.Architecture}, {machine.Cores} cores.\n\n");
        foreach (var (file, _) in RunCharts.Of(run))
        {
            text.Append(CultureInfo.InvariantCulture, $"![{Path.GetFileNameWithoutExtension(file)}](benchmarks/{file})\n\n");
        }

        AppendGoals(text, run.Goals);
        AppendMeasurements(text, run.Measurements);
    }

    private static void AppendGoals(StringBuilder text, IReadOnlyList<GoalResult> goals)
    {
        if (goals.Count == 0)
        {
            return;
        }

        text.Append("| goal | measured | wanted | met |\n|---|---:|---:|---|\n");
        foreach (var goal in goals)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Cell(goal.Goal)} | {goal.Figure} | {goal.Wanted} | {(goal.Met switch { true => "yes", false => "**no**", null => "" })} |\n");
        }

        text.Append('\n');
    }

    private static void AppendMeasurements(StringBuilder text, IReadOnlyList<Measurement> measurements)
    {
        text.Append("<details><summary>Everything that was measured</summary>\n\n");
        text.Append("| scenario | size | who | what | median | lowest | highest |\n|---|---:|---|---|---:|---:|---:|\n");
        foreach (var it in measurements)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {it.Scenario} | {it.Size:#,0} | {it.Contender} | {it.Metric}, {it.Unit} | {Text(it.Median)} | {Text(it.Min)} | {Text(it.Max)} |\n");
        }

        text.Append("\n</details>\n\n");
    }

    private static string Cell(string text) => text.Replace("<", "&lt;", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);

    private static string Text(double value) => value.ToString(Math.Abs(value) < 100 ? "0.##" : "#,0", CultureInfo.InvariantCulture);
}
