using System.Diagnostics;

namespace Liaison.Hosting;

/// <summary>Finds out how long new work waits for a thread of the pool. Used by one thread, but for the pool's.</summary>
internal sealed class PoolProbe : IThreadPoolWorkItem
{
    /// <summary>From this share of all processors on, threads compute and are not blocked, and more of them would not help.</summary>
    private const double BusyShare = 0.8;

    private readonly object _gate = new();
    private bool _waits;
    private long _began;
    private long _completed;
    private TimeSpan _processorTime;

    /// <summary>
    /// Whether the pool's threads have only been slow since <see cref="RunsWithin"/> began last: they have ended more work than there are of
    /// them, or used about all of the processors.
    /// </summary>
    public bool IsBusy
    {
        get
        {
            var elapsed = Stopwatch.GetElapsedTime(_began).TotalSeconds;
            return ThreadPool.CompletedWorkItemCount - _completed > ThreadPool.ThreadCount
                || (ProcessorTime() - _processorTime).TotalSeconds >= BusyShare * elapsed * Environment.ProcessorCount;
        }
    }

    /// <summary>Gives the pool a probe, unless the last one still waits; whether it has run in time.</summary>
    public bool RunsWithin(TimeSpan time)
    {
        (_began, _completed, _processorTime) = (Stopwatch.GetTimestamp(), ThreadPool.CompletedWorkItemCount, ProcessorTime());
        lock (_gate)
        {
            if (!_waits)
            {
                _waits = true;
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }

            Monitor.Wait(_gate, time);
            return !_waits;
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        lock (_gate)
        {
            _waits = false;
            Monitor.Pulse(_gate);
        }
    }

    // Where the system does not tell, threads count as blocked.
    private static TimeSpan ProcessorTime() =>
        OperatingSystem.IsBrowser() || OperatingSystem.IsIOS() || OperatingSystem.IsTvOS() ? TimeSpan.Zero : Environment.CpuUsage.TotalTime;
}
