using System.Globalization;
using Liaison.Benchmarks.Scale.Probes;

namespace Liaison.Benchmarks.Scale;

/// <summary>Measures how costs grow with sizes: <c>scale [--quick] [--results file] [probe...]</c>.</summary>
internal static class ScaleCommand
{
    private static readonly IReadOnlyList<ScaleProbe> Probes =
        [.. ConnectionProbes.All, .. NamespaceProbes.All, .. PayloadProbes.All, .. CommandTableProbes.All, .. QueueProbes.All];

    public static async Task<int> RunAsync(string[] args)
    {
        var quick = args.Contains("--quick");
        var names = args.Where(arg => !arg.StartsWith("--", StringComparison.Ordinal)).ToArray();
        var meter = quick ? new ScaleMeter(TimeSpan.FromMilliseconds(1), samples: 3) : new ScaleMeter(TimeSpan.FromMilliseconds(60), samples: 7);
        foreach (var probe in Probes.Where(p => names.Length == 0 || names.Contains(p.Name)))
        {
            var series = await meter.MeasureAsync(probe, quick ? [.. probe.Sizes.Take(3)] : probe.Sizes);
            Console.WriteLine($"{series.Name}: {series.TimeExponent:F3} mem {series.MemoryExponent:F3}");
            foreach (var p in series.Points)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {p.Size,10} {p.Nanoseconds,14:F0} ns {p.AllocatedBytes,14:F0} B/cmd {p.LiveBytes,14} B live"));
        }
        return 0;
    }
}
