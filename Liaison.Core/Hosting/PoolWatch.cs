using Microsoft.Extensions.Logging;

namespace Liaison.Hosting;

/// <summary>
/// Keeps the host responsive while commands block every thread of the pool. There is one watch per process. Thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// A dedicated thread checks whether the pool still runs new work, and adds threads
/// to the pool if it does not. The thread runs while at least one holder exists.
/// </para>
/// <para>
/// Every transport receives bytes on threads of the pool. When all threads are blocked, the pool itself adds only about two threads per
/// second: a ping behind 500 blocked commands would be answered after minutes.
/// </para>
/// </remarks>
internal sealed class PoolWatch : IDisposable
{
    /// <summary>How often the thread checks the pool. New work that waits longer than this means that the pool is blocked.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private static readonly object Gate = new();
    private static readonly List<PoolWatch> Holders = [];
    private static Thread? _thread;
    private static TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly int _maxAddedThreads;
    private readonly ILogger _logger;

    private PoolWatch(int maxAddedThreads, ILogger logger) => (_maxAddedThreads, _logger) = (maxAddedThreads, logger);

    /// <summary>Completes when there is no holder any more and the pool has its own size again.</summary>
    public static Task Ended
    {
        get
        {
            lock (Gate)
            {
                return _thread is null ? Task.CompletedTask : _ended.Task;
            }
        }
    }

    /// <summary>Watches the pool until the result is disposed.</summary>
    /// <param name="maxAddedThreads">How many threads may be added to the pool. With several holders, the largest value applies.</param>
    /// <param name="logger">Logs when threads are added.</param>
    public static PoolWatch Begin(int maxAddedThreads, ILogger logger)
    {
        var watch = new PoolWatch(maxAddedThreads, logger);
        lock (Gate)
        {
            Holders.Add(watch);
            if (_thread is null && maxAddedThreads > 0)
            {
                _ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _thread = new Thread(Watch) { IsBackground = true, Name = "Liaison pool watch" };
                _thread.UnsafeStart();
            }
        }

        return watch;
    }

    /// <summary>Ends this holder. The thread ends at its next check if there is no other holder.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            Holders.Remove(this);
        }
    }

    private static void Watch()
    {
        var probe = new PoolProbe();
        var growth = new PoolGrowth();
        do
        {
            while (WaitForLook() is var maxAddedThreads and > 0)
            {
                // Work that waits now has usually started by the next check. Only a probe measures how long new work waits.
                if (ThreadPool.PendingWorkItemCount == 0 || probe.RunsWithin(Interval))
                {
                    growth.Calm();
                }
                else if (!probe.IsBusy)
                {
                    Grow(growth, maxAddedThreads);
                }
            }

            growth.Undo();
        }
        while (!TryEnd());
    }

    private static void Grow(PoolGrowth growth, int maxAddedThreads)
    {
        var isTold = growth.HasGrown;
        if (growth.Grow(maxAddedThreads) && !isTold)
        {
            foreach (var holder in Snapshot())
            {
                HostLog.PoolBlocked(holder._logger, Interval.TotalMilliseconds);
            }
        }
    }

    // How many threads may be added at this check; 0 if no holder wants any.
    private static int WaitForLook()
    {
        lock (Gate)
        {
            Monitor.Wait(Gate, Interval);
            return MaxAdded;
        }
    }

    private static bool TryEnd()
    {
        lock (Gate)
        {
            if (MaxAdded > 0)
            {
                return false;
            }

            _thread = null;
            _ended.SetResult();
            return true;
        }
    }

    // Called under the lock.
    private static int MaxAdded => Holders.Count == 0 ? 0 : Holders.Max(holder => holder._maxAddedThreads);

    private static PoolWatch[] Snapshot()
    {
        lock (Gate)
        {
            return [.. Holders];
        }
    }
}
