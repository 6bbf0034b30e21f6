using System.Diagnostics;

namespace Liaison.Benchmarks.Streams;

/// <summary>How long pings took, in microseconds.</summary>
internal readonly record struct PingTimes(double P50, double P99)
{
    /// <summary>Pings, one after the other, as often as asked for.</summary>
    public static async Task<PingTimes> MeasureAsync(Func<Task> ping, Func<int, bool> goesOn)
    {
        var times = new List<double>();
        while (goesOn(times.Count))
        {
            var began = Stopwatch.GetTimestamp();
            await ping();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
        }

        times.Sort();
        return times.Count == 0 ? default : new PingTimes(times[times.Count / 2], times[(int)(times.Count * 0.99)]);
    }
}
