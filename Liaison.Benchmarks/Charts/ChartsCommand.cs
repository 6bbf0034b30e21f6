using Liaison.Benchmarks.Results;

namespace Liaison.Benchmarks.Charts;

/// <summary>Draws the last run of each kind in a file of results, and puts its tables into the guide: <c>charts [--from file] [--to folder]</c>.</summary>
internal static class ChartsCommand
{
    /// <returns>0; 1 where there is nothing to draw, 2 where the command line is wrong.</returns>
    public static int Run(IReadOnlyList<string> args)
    {
        ChartsOptions options;
        try
        {
            options = ChartsOptions.Parse(args);
        }
        catch (ArgumentException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            return 2;
        }

        var runs = LastOfEachKind(ResultFile.Read(options.From));
        if (runs.Count == 0)
        {
            Console.Error.WriteLine($"{options.From} has no results. Measure first: load --out {options.From}");
            return 1;
        }

        var folder = Path.Combine(options.To, "benchmarks");
        Directory.CreateDirectory(folder);
        foreach (var (name, svg) in runs.SelectMany(RunCharts.Of))
        {
            File.WriteAllText(Path.Combine(folder, name), svg);
            Console.WriteLine(Path.Combine(folder, name));
        }

        var guide = Path.Combine(options.To, "benchmarks.md");
        if (File.Exists(guide))
        {
            File.WriteAllText(guide, ResultRegion.Replace(File.ReadAllText(guide), ResultTables.Of(runs)));
            Console.WriteLine(guide);
        }

        return 0;
    }

    private static List<BenchmarkRun> LastOfEachKind(IReadOnlyList<BenchmarkRun> runs) =>
        [.. runs.GroupBy(run => run.Kind).Select(kind => kind.Last()).OrderBy(run => run.Kind, StringComparer.Ordinal)];
}
