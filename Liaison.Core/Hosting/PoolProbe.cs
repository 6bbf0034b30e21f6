using System.Diagnostics;

namespace Liaison.Hosting;

/// <summary>Checks whether new work has to wait for a thread of the pool. Used by one thread, except for the work item itself.</summary>
internal sealed class PoolProbe : IThreadPoolWorkItem
{
    /// <summary>The share of all processors above which threads are computing, not blocked. More threads would not help then.</summary>
    private const double BusyShare = 0.8;

    private readonly object _gate = new();
    private bool _waits;
    private long _began;
    private long _completed;
    private TimeSpan _processorTime;

    /// <summary>
    /// Whether the pool is busy, not blocked. Since the last start of <see cref="RunsWithin"/>, it has then completed more work items
    /// than it has threads, or used almost all processors.
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

    /// <summary>Queues a probe, unless the last one still waits. Returns whether it has run within the time.</summary>
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

    // If the system does not provide the time, threads count as blocked.
    private static TimeSpan ProcessorTime() =>
        OperatingSystem.IsBrowser() || OperatingSystem.IsIOS() || OperatingSystem.IsTvOS() ? TimeSpan.Zero : Environment.CpuUsage.TotalTime;
}
