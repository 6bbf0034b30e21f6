using System.Diagnostics;
using System.Reflection;
using Liaison.Benchmarks.Results;

namespace Liaison.Benchmarks.Load;

/// <summary>Measures Liaison over real transports, and in the same run what it is compared with.</summary>
internal static class LoadCommand
{
    private const int Failed = 1;
    private const int WrongUsage = 2;

    /// <summary>Gives 0 if every answer was right, whatever the figures are; 1 if one was not; 2 if an option is none.</summary>
    /// <remarks>All of it runs on the thread that calls, which has to be the process's first: that is the one that can be pinned.</remarks>
    public static Task<int> RunAsync(string[] args)
    {
        try
        {
            Run(LoadOptions.Parse(args));
            return Task.FromResult(0);
        }
        catch (ArgumentException problem)
        {
            Console.Error.WriteLine(problem.Message);
            return Task.FromResult(WrongUsage);
        }
        catch (Exception failure) when (failure is LoadFailedException or IOException)
        {
            Console.Error.WriteLine(failure.Message);
            return Task.FromResult(Failed);
        }
    }

    private static void Run(LoadOptions options)
    {
        if (typeof(LoadCommand).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
        {
            Console.Error.WriteLine("This is a Debug build: its figures mean nothing. Use --configuration Release.");
        }

        var board = new Scoreboard();
        foreach (var (name, transport) in options.ChosenTransports)
        {
            new TransportRun(options, board, name, transport).Run();
        }

        foreach (var (_, run) in Extras(options, board).Where(extra => options.Only.Contains(extra.Name)))
        {
            run();
        }

        var result = new BenchmarkRun("load", DateTimeOffset.UtcNow, MachineInfo.Current, board.Measurements, options.IsQuick ? [] : new Goals(options, board).Judge());
        Report.Write(Console.Out, result, options, board);
        if (options.Out is { } path)
        {
            ResultFile.Append(path, result);
        }
    }

    private static IEnumerable<(string Name, Action Run)> Extras(LoadOptions options, Scoreboard board) =>
    [
        ("idle", new IdleRun(options, board).Run),
        ("start", new StartRun(options, board).Run),
        ("events", new EventRun(options, board).Run),
        ("wslink", new WslinkRun(options, board).Run),
        ("libmedium", new LibMediumRun(options, board).Run),
    ];
}
