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
    ];

    // What one costs over another of the same run, which is to allocate nothing more.
    private static readonly (string Benchmark, string Over, double Nanoseconds)[] Differences =
    [
        ("filters/none", "filters/a dispatch that knows of none", 5),
        ("telemetry/a command, told to nobody", "telemetry/a command, untold", 20),
    ];

    public static BenchmarkRun Of(IEnumerable<BenchmarkReport> reports)
    {
        Measurement[] measurements = [.. reports.Where(report => report.ResultStatistics is not null).SelectMany(MeasurementsOf)];
        GoalResult[] goals =
        [
            .. Goals.SelectMany(goal => Judge(goal.Benchmark, goal.Nanoseconds, measurements)),
            .. Differences.SelectMany(goal => Judge(goal.Benchmark, goal.Over, goal.Nanoseconds, measurements)),
        ];
        return new BenchmarkRun("micro", DateTimeOffset.UtcNow, MachineInfo.Current, measurements, goals);
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
            _ => "first call",
        };
        return string.Join('/', [group, .. parameters.Select(parameter => parameter.Value), descriptor.WorkloadMethodDisplayInfo.Trim('\'')]);
    }

    private static IEnumerable<GoalResult> Judge(string benchmark, double nanoseconds, IReadOnlyList<Measurement> measurements) =>
        from measurement in measurements
        where measurement.Scenario == benchmark
        let limit = measurement.Unit == "ns" ? nanoseconds : benchmark.StartsWith("telemetry", StringComparison.Ordinal) ? 0 : MostAllocated
        select new GoalResult(
            $"{benchmark}: {measurement.Metric}",
            $"{Text(measurement.Median)} {measurement.Unit}",
            $"≤ {Text(limit)} {measurement.Unit}",
            measurement.Median <= limit);

    private static IEnumerable<GoalResult> Judge(string benchmark, string over, double nanoseconds, IReadOnlyList<Measurement> measurements) =>
        from measurement in measurements
        where measurement.Scenario == benchmark
        from other in measurements
        where other.Scenario == over && other.Metric == measurement.Metric
        let limit = measurement.Unit == "ns" ? nanoseconds : 0
        let difference = measurement.Median - other.Median
        select new GoalResult(
            $"{benchmark}: {measurement.Metric} over {over}", $"{Text(difference)} {measurement.Unit}", $"≤ {Text(limit)} {measurement.Unit}", difference <= limit);

    private static string Text(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
