using Liaison.Benchmarks.Results;
using Liaison.Benchmarks.Scale.Probes;

namespace Liaison.Benchmarks.Scale;

/// <summary>Measures how costs grow with sizes: <c>scale [--quick] [--only names] [--out file]</c>.</summary>
internal static class ScaleCommand
{
    private static readonly IReadOnlyList<ScaleProbe> Probes =
        [.. ConnectionProbes.All, .. NamespaceProbes.All, .. PayloadProbes.All, .. CommandTableProbes.All, .. QueueProbes.All];

    /// <returns>0; 1 where an exponent is past the limit, 2 where the command line is wrong.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        try
        {
            return await RunAsync(ScaleOptions.Parse(args));
        }
        catch (ArgumentException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
    }

    private static async Task<int> RunAsync(ScaleOptions options)
    {
        var meter = new ScaleMeter(options.SampleTime, options.Samples);
        var measured = new List<ScaleSeries>();
        foreach (var probe in Choose(options.Only))
        {
            var series = await meter.MeasureAsync(probe, [.. probe.Sizes.Take(options.MaxSizes)]);
            ScaleReport.Write(series, Console.Out);
            measured.Add(series);
        }

        var run = ScaleReport.ToRun(measured);
        if (options.Out is { } file)
        {
            ResultFile.Append(file, run);
        }

        foreach (var goal in run.Goals.Where(goal => goal.Met == false))
        {
            Console.WriteLine($"Past the limit: {goal.Goal} is {goal.Figure}, wanted {goal.Wanted}");
        }

        return options.Judges && run.Goals.Any(goal => goal.Met == false) ? 1 : 0;
    }

    private static IEnumerable<ScaleProbe> Choose(IReadOnlyList<string> names)
    {
        var unknown = names.Except(Probes.Select(probe => probe.Name)).ToArray();
        return unknown.Length == 0
            ? Probes.Where(probe => names.Count == 0 || names.Contains(probe.Name))
            : throw new ArgumentException($"--only {string.Join(',', unknown)}: choose among {string.Join(',', Probes.Select(probe => probe.Name))}.");
    }
}
