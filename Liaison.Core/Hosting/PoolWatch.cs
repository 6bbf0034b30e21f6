using Microsoft.Extensions.Logging;

namespace Liaison.Hosting;

/// <summary>
/// Sees to it that peers are heard while commands block every thread of the pool: a thread of its own looks whether the pool still runs
/// new work, and gives it more threads where it does not. There is one for the process; it runs while anybody holds it. Thread-safe.
/// </summary>
/// <remarks>
/// A peer's bytes reach this process on threads of the pool, whatever the transport. The pool adds a thread about twice a second to
/// those that are blocked, so that a ping behind 500 blocked commands would be answered after minutes.
/// </remarks>
internal sealed class PoolWatch : IDisposable
{
    /// <summary>How often the thread looks. It is also how long new work may wait before the pool counts as blocked.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private static readonly object Gate = new();
    private static readonly List<PoolWatch> Holders = [];
    private static Thread? _thread;
    private static TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly int _maxAddedThreads;
    private readonly ILogger _logger;

    private PoolWatch(int maxAddedThreads, ILogger logger) => (_maxAddedThreads, _logger) = (maxAddedThreads, logger);

    /// <summary>Ends when nobody holds it any more, and the pool is again what it was.</summary>
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

    /// <summary>Has the pool watched until the result is disposed.</summary>
    /// <param name="maxAddedThreads">How many threads the pool may be given beside its own; of several holders the largest counts.</param>
    /// <param name="logger">Is told when the pool is given threads.</param>
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

    /// <summary>Lets it go. The thread ends at its next look where nobody else holds it.</summary>
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
                // What waits at this moment is mostly under way at the next; only a probe tells how long new work waits.
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

    // How many threads the pool may be given at this look; 0 where nobody wants one.
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

    // Under the lock.
    private static int MaxAdded => Holders.Count == 0 ? 0 : Holders.Max(holder => holder._maxAddedThreads);

    private static PoolWatch[] Snapshot()
    {
        lock (Gate)
        {
            return [.. Holders];
        }
    }
}
