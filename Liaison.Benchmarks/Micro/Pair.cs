using System.Diagnostics;
using Liaison.Benchmarks.Results;

namespace Liaison.Benchmarks.Micro;

/// <summary>
/// What one operation costs over another. They take turns of well under a millisecond in one process, so that whatever else the machine does
/// slows both alike, and the median of the differences is told.
/// </summary>
/// <param name="Name">What the difference is.</param>
/// <param name="With">The operation; false or a throw ends the run.</param>
/// <param name="Without">The one that it is measured against.</param>
/// <param name="Nanoseconds">How large the difference may be; nothing more may be allocated.</param>
internal sealed record Pair(string Name, Func<bool> With, Func<bool> Without, double Nanoseconds)
{
    private const int Operations = 1_000;

    /// <summary>Measures the difference in time, and in memory.</summary>
    /// <param name="rounds">How many turns each has.</param>
    public Measurement[] Measure(int rounds)
    {
        // So that the runtime has compiled both for good, and has seen both where they are called.
        for (var warm = Stopwatch.StartNew(); warm.ElapsedMilliseconds < rounds;)
        {
            Turn(With);
            Turn(Without);
        }

        var times = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            // Whoever comes second finds warmer caches.
            times[round] = round % 2 == 0 ? Turn(With) - Turn(Without) : -(Turn(Without) - Turn(With));
        }

        Array.Sort(times);
        var bytes = BytesOf(With) - BytesOf(Without);
        return
        [
            new Measurement($"pairs/{Name}", "liaison", "time", "ns", times[rounds / 2], times[rounds / 4], times[rounds * 3 / 4]),
            new Measurement($"pairs/{Name}", "liaison", "allocated", "B", bytes, bytes, bytes),
        ];
    }

    private static double Turn(Func<bool> operation)
    {
        var start = Stopwatch.GetTimestamp();
        Run(operation);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Operations;
    }

    private static double BytesOf(Func<bool> operation)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(operation);
        return Math.Round((GC.GetAllocatedBytesForCurrentThread() - before) / (double)Operations);
    }

    private static void Run(Func<bool> operation)
    {
        for (var i = 0; i < Operations; i++)
        {
            if (!operation())
            {
                throw new InvalidOperationException("What is measured does not work.");
            }
        }
    }
}
