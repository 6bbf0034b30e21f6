using System.Globalization;
using BenchmarkDotNet.Reports;
using Liaison.Benchmarks.Results;
using Measurement = Liaison.Benchmarks.Results.Measurement;

namespace Liaison.Benchmarks.Micro;

/// <summary>Turns what BenchmarkDotNet reports into results, and holds it against the goals.</summary>
internal static class MicroResults
{
    private const string Contender = "liaison";
    private const double MostAllocated = 100;

    private static readonly (string Benchmark, double Nanoseconds)[] Goals =
    [
        ("execute/ping", 250),
        ("execute/run, static", 600),
        ("execute/[Command], synchronous", 400),
        ("execute/[Command], ValueTask", 400),
        ("execute/[Command], Task", 400),
        ("telemetry unheard/at the end that runs the command", 20),
        ("telemetry unheard/at the end that calls", 20),
        ("filters/the look for filters alone", 2),
    ];

    // Of the first, in parts of the second.
    private static readonly (string Benchmark, string Beside, double Most)[] Ratios =
    [
        ("generated/dispatch, generated", "generated/dispatch, reflected", 0.5),
        ("generated/message, generated", "generated/message, reflected", 0.5),
        ("generated/link in memory, typed", "generated/link in memory, by name", 1.1),
    ];

    private static readonly (string Benchmark, double Bytes)[] Allocations = [("generated/message, generated", 120), ("generated/dispatch, generated", 0)];

    /// <summary>The run that they make up; the pairs are measured now, so many rounds each.</summary>
    public static BenchmarkRun Of(IEnumerable<BenchmarkReport> reports, IReadOnlyList<Pair> pairs, int rounds)
    {
        Measurement[] single = [.. reports.Where(report => report.ResultStatistics is not null).SelectMany(MeasurementsOf)];
        (Pair Pair, Measurement[] Measured)[] paired = [.. pairs.Select(pair => (pair, pair.Measure(rounds)))];
        return new BenchmarkRun("micro", DateTimeOffset.UtcNow, MachineInfo.Current, [.. single, .. paired.SelectMany(pair => pair.Measured)],
        [
            .. Goals.SelectMany(goal => Judge(goal.Benchmark, goal.Nanoseconds, single)),
            .. Ratios.SelectMany(ratio => Judge(ratio.Benchmark, ratio.Beside, ratio.Most, single)),
            .. Allocations.SelectMany(goal => single.Where(one => one.Scenario == goal.Benchmark && one.Unit == "B").Select(one => Judge(one, goal.Bytes))),
            .. paired.SelectMany(pair => pair.Measured.Select(measured => Judge(measured, measured.Unit == "ns" ? pair.Pair.Nanoseconds : 0))),
        ]);
    }

    private static IEnumerable<Measurement> MeasurementsOf(BenchmarkReport report)
    {
        var (scenario, time) = (NameOf(report), report.ResultStatistics!);
        yield return new Measurement(scenario, Contender, "time", "ns", time.Median, time.Min, time.Max);
        if (report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) is { } bytes)
        {
            yield return new Measurement(scenario, Contender, "allocated", "B", bytes, bytes, bytes);
        }
    }

    private static string NameOf(BenchmarkReport report)
    {
        var (descriptor, parameters) = (report.BenchmarkCase.Descriptor, report.BenchmarkCase.Parameters.Items);
        var group = descriptor.Type.Name switch
        {
            nameof(ExecuteBenchmarks) => "execute",
            nameof(CodecBenchmarks) => "codec",
            nameof(QuietTelemetryBenchmarks) => "telemetry unheard",
            nameof(TelemetryBenchmarks) => "telemetry",
            nameof(FilterBenchmarks) => "filters",
            nameof(GeneratedBenchmarks) => "generated",
            _ => "first call",
        };
        return string.Join('/', [group, .. parameters.Select(parameter => parameter.Value), descriptor.WorkloadMethodDisplayInfo.Trim('\'')]);
    }

    private static IEnumerable<GoalResult> Judge(string benchmark, string beside, double most, IReadOnlyList<Measurement> measurements) =>
        from one in measurements
        from other in measurements
        where one.Scenario == benchmark && other.Scenario == beside && one.Unit == "ns" && other.Unit == "ns"
        let ratio = one.Median / other.Median
        select new GoalResult($"{benchmark}: time beside {beside}", $"{ratio:0.00} x", $"≤ {most:0.00} x", ratio <= most);

    private static IEnumerable<GoalResult> Judge(string benchmark, double nanoseconds, IReadOnlyList<Measurement> measurements) =>
        from measurement in measurements
        where measurement.Scenario == benchmark
        select Judge(
            measurement, measurement.Unit == "ns" ? nanoseconds : benchmark.StartsWith("execute/", StringComparison.Ordinal) ? MostAllocated : 0);

    private static GoalResult Judge(Measurement measurement, double limit) => new(
        $"{measurement.Scenario}: {measurement.Metric}",
        $"{Text(measurement.Median)} {measurement.Unit}",
        $"≤ {Text(limit)} {measurement.Unit}",
        measurement.Median <= limit);

    private static string Text(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
