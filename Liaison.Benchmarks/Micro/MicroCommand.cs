using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Liaison.Benchmarks.Micro;

/// <summary>Runs the micro benchmarks: <c>micro [--quick] [--results file] [filter...]</c>.</summary>
internal static class MicroCommand
{
    private static readonly Type[] Types = [typeof(ExecuteBenchmarks), typeof(CodecBenchmarks), typeof(FirstCallBenchmarks)];

    public static int Run(string[] args)
    {
        var filters = args.Where(arg => !arg.StartsWith("--", StringComparison.Ordinal)).ToArray();
        var config = Configure(filters, quick: args.Contains("--quick"));
        var summaries = BenchmarkRunner.Run(Types, config);
        var failed = 0;
        foreach (var s in summaries) foreach (var r in s.Reports) Console.WriteLine($"{r.BenchmarkCase.DisplayInfo} {r.ResultStatistics?.Median} {r.GcStats.GetBytesAllocatedPerOperation(r.BenchmarkCase)}");
        return failed;
    }

    private static IConfig Configure(string[] filters, bool quick)
    {
        var job = Job.Default.WithIterationTime(TimeInterval.FromMilliseconds(200)).WithWarmupCount(8).WithIterationCount(15);
        if (Environment.GetEnvironmentVariable("INPROC") == "1") job = job.WithToolchain(InProcessEmitToolchain.Instance);
        var config = ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default)
            .AddExporter(MarkdownExporter.Default)
            .WithUnionRule(ConfigUnionRule.AlwaysUseLocal);
        return filters.Length == 0 ? config : config.AddFilter(new GlobFilter(filters));
    }
}
