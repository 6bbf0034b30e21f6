using System.Diagnostics;

namespace Liaison.Benchmarks.Soak;

/// <summary>Everything that is driven, for as long as it is.</summary>
internal sealed class SoakRun(SoakOptions options)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    private readonly List<string> _unobserved = [];

    /// <summary>Drives, and gives what became of it.</summary>
    /// <exception cref="ArgumentException">There is no way of a name that was asked for.</exception>
    public async Task<SoakReport> RunAsync()
    {
        TaskScheduler.UnobservedTaskException += (_, args) => Note(args.Exception);
        await using var host = new SoakHost(options.Resumes);
        await host.StartAsync();

        // What is used for the first time is no growth.
        await DriveAsync(host, Chosen(host.Ways()), WarmUp, options.Seed);
        var before = ProcessFigures.Take();
        var ways = Chosen(host.Ways());
        var elapsed = await DriveAsync(host, ways, options.Time, options.Seed + 1);
        var after = ProcessFigures.Take();
        lock (_unobserved)
        {
            return new SoakReport(options, ways, elapsed, before, after, [.. _unobserved]);
        }
    }

    private async Task<TimeSpan> DriveAsync(SoakHost host, IReadOnlyList<SoakWay> ways, TimeSpan time, int seed)
    {
        var clock = Stopwatch.StartNew();
        using var ending = new CancellationTokenSource(time);
        var ids = new SoakIds(host.Commands, firstOf: seed);
        var seeds = new Random(seed);
        var drivers = new List<Task> { PublishAsync(host, ending.Token) };
        foreach (var way in ways)
        {
            for (var i = 0; i < options.Drivers; i++)
            {
                drivers.Add(Started(new ClientDriver(way, seeds.Next(), ids, options.Resumes && way.Resumes).RunAsync));
                drivers.Add(Started(new RubbishDriver(way, seeds.Next()).RunAsync));
                if (way.Raw is not null)
                {
                    drivers.Add(Started(new RawDriver(way, seeds.Next()).RunAsync));
                }
            }
        }

        await Task.WhenAll(drivers);
        return clock.Elapsed;

        Task Started(Func<CancellationToken, Task> driver) => Task.Run(() => driver(ending.Token), CancellationToken.None);
    }

    private static async Task PublishAsync(SoakHost host, CancellationToken ending)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        try
        {
            for (var number = 0L; await timer.WaitForNextTickAsync(ending); number++)
            {
                await host.PublishAsync(number);
            }
        }
        catch (OperationCanceledException)
        {
            // The soak is over.
        }
    }

    private IReadOnlyList<SoakWay> Chosen(IReadOnlyList<SoakWay> ways)
    {
        var unknown = options.Only.Where(name => !ways.Any(way => way.Name.Contains(name, StringComparison.Ordinal))).ToArray();
        return unknown.Length > 0
            ? throw new ArgumentException($"--only {string.Join(',', unknown)}: choose among {string.Join(',', ways.Select(way => way.Name))}, or parts of them.")
            : [.. ways.Where(way => options.Only.Count == 0 || options.Only.Any(name => way.Name.Contains(name, StringComparison.Ordinal)))];
    }

    private void Note(Exception failure)
    {
        lock (_unobserved)
        {
            _unobserved.Add(failure.Message);
        }
    }
}
