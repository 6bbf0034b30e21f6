using System.Diagnostics;

namespace Liaison.Benchmarks.Nats;

/// <summary>Calls something for a while.</summary>
internal static class NatsCalls
{
    /// <summary>How many calls a second there are, with so many in flight.</summary>
    public static async Task<double> RateAsync(Func<Task> call, int inFlight, TimeSpan time)
    {
        var count = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(async _ =>
        {
            while (clock.Elapsed < time)
            {
                await call();
                Interlocked.Increment(ref count);
            }
        }));
        return count / clock.Elapsed.TotalSeconds;
    }

    /// <summary>How many microseconds half of the calls take at most, one after the other.</summary>
    public static async Task<double> MedianAsync(Func<Task> call, TimeSpan time)
    {
        var times = new List<double>();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < time)
        {
            var began = Stopwatch.GetTimestamp();
            await call();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
        }

        times.Sort();
        return times[times.Count / 2];
    }
}
