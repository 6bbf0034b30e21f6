using System.Diagnostics;

namespace Liaison.Benchmarks.Servers;

/// <summary>Has a server publish at an even rate, whatever the server is.</summary>
internal static class Publisher
{
    /// <summary>Publishes so many events, so many a second.</summary>
    public static async Task RunAsync(MeasuredServer server, int perSecond, int count)
    {
        // Timers fire late, never early: what is due is counted by the clock.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        var start = Stopwatch.GetTimestamp();
        for (var published = 0; published < count;)
        {
            await timer.WaitForNextTickAsync();
            var due = Math.Min(count, (int)(Stopwatch.GetElapsedTime(start).TotalSeconds * perSecond));
            for (; published < due; published++)
            {
                await server.PublishAsync();
            }
        }
    }
}
