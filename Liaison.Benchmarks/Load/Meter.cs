using System.Diagnostics;

namespace Liaison.Benchmarks.Load;

/// <summary>Runs a contender's traffic and writes down what it took, at both ends.</summary>
internal static class Meter
{
    private const double BytesPerMegabyte = 1e6;

    public static void Measure(Scoreboard board, Scenario scenario, ServerProcess server, Traffic traffic, TimeSpan duration)
    {
        var statsBefore = server.Stats();
        var loadBefore = Environment.CpuUsage.TotalTime;
        var result = traffic.Run(duration);
        var load = Environment.CpuUsage.TotalTime - loadBefore;
        var stats = server.Stats();

        var rate = result.Commands / result.Elapsed.TotalSeconds;
        if (scenario.Workload.Payload > 0)
        {
            Add(Metric.Throughput, rate * scenario.Workload.Payload / BytesPerMegabyte);
            Add(Metric.Moved, rate * scenario.Workload.Payload * scenario.Workload.Passes(server.Kind) / BytesPerMegabyte);
        }
        else if (result.Latencies is { } latencies)
        {
            Add(Metric.P50, Microseconds(latencies, 0.5));
            Add(Metric.P99, Microseconds(latencies, 0.99));
            Add(Metric.P999, Microseconds(latencies, 0.999));
        }

        Add(Metric.Rate, rate);
        Add(Metric.Cpu, (stats.CpuMicroseconds - statsBefore.CpuMicroseconds) / result.Commands);
        Add(Metric.LoadCpu, load.TotalMicroseconds / result.Commands);
        Add(Metric.Allocated, (stats.AllocatedBytes - statsBefore.AllocatedBytes) / (double)result.Commands);

        void Add(Metric metric, double value) => board.Add(scenario.Name, server.Name, metric, value);
    }

    private static double Microseconds(IReadOnlyList<long> sorted, double quantile) =>
        sorted[(int)Math.Min(sorted.Count - 1, quantile * sorted.Count)] * 1e6 / Stopwatch.Frequency;
}
