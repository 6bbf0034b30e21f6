using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Liaison.Benchmarks.Results;
using Perfolizer.Horology;

namespace Liaison.Benchmarks.Micro;

/// <summary>Runs the micro benchmarks, in processes of their own: <c>micro [--quick] [--out file] [filter...]</c>.</summary>
internal static class MicroCommand
{
    private static readonly Type[] Types =
    [
        typeof(ExecuteBenchmarks), typeof(CodecBenchmarks), typeof(FirstCallBenchmarks), typeof(QuietTelemetryBenchmarks), typeof(TelemetryBenchmarks),
        typeof(GeneratedBenchmarks), typeof(FilterBenchmarks),
    ];

    public static int Run(IReadOnlyList<string> args)
    {
        MicroOptions options;
        try
        {
            options = MicroOptions.Parse(args);
        }
        catch (ArgumentException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            return 2;
        }

        var reports = BenchmarkRunner.Run(Types, Configure(options)).SelectMany(summary => summary.Reports).ToArray();
        var run = MicroResults.Of(reports, [.. Pairs.Chosen(options.Filters)], options.Quick ? 20 : 4_000);
        foreach (var goal in run.Goals)
        {
            Console.WriteLine($"{(goal.Met == true ? "met    " : "not met")}  {goal.Goal}: {goal.Figure}, wanted {goal.Wanted}");
        }

        if (options.Out is { } file)
        {
            ResultFile.Append(file, run);
        }

        return run.Measurements.Count > 0 && reports.All(report => report.Success) ? 0 : 1;
    }

    private static ManualConfig Configure(MicroOptions options)
    {
        var config = ManualConfig.CreateEmpty()
            .AddJob(options.Quick ? Quick : Thorough)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default)
            .WithUnionRule(ConfigUnionRule.AlwaysUseLocal)
            .WithOptions(ConfigOptions.JoinSummary);
        return options.Filters.Count == 0 ? config : config.AddFilter(new GlobFilter([.. options.Filters]));
    }

    private static Job Thorough => Job.Default.WithIterationTime(TimeInterval.FromMilliseconds(200)).WithWarmupCount(8).WithIterationCount(15);

    // In this process, since building another one takes longer than all that it would run.
    private static Job Quick => Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
        .WithIterationTime(TimeInterval.FromMilliseconds(20)).WithWarmupCount(3).WithIterationCount(3);
}
