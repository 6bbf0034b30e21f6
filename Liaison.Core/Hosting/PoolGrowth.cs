namespace Liaison.Hosting;

/// <summary>Adds threads to the thread pool by raising the pool's minimum. Not thread-safe.</summary>
internal sealed class PoolGrowth
{
    /// <summary>How many threads to add beyond the waiting work, so that the next blocking commands find free threads.</summary>
    private const int Spare = 16;

    private int _own;
    private int _raised;

    /// <summary>Whether the minimum of the pool is raised now.</summary>
    public bool HasGrown => _raised > 0;

    /// <summary>Adds as many threads as work items wait; false if the limit is reached.</summary>
    /// <param name="maxAdded">How many threads may be added to the pool's own.</param>
    public bool Grow(int maxAdded)
    {
        ThreadPool.GetMinThreads(out var minimum, out var completion);
        ThreadPool.GetMaxThreads(out var maximum, out _);
        if (minimum != _raised)
        {
            // This is the application's own minimum: the first one, or one that the application has set since.
            (_own, _raised) = (minimum, 0);
        }

        var wanted = ThreadPool.PendingWorkItemCount + Spare;
        var next = (int)Math.Min(ThreadPool.ThreadCount + wanted, Math.Min(maximum, (long)_own + maxAdded));
        if (next <= minimum || !ThreadPool.SetMinThreads(next, completion))
        {
            return false;
        }

        _raised = next;
        return true;
    }

    /// <summary>Called when new work runs in time. Restores the minimum once the pool has ended the added threads.</summary>
    public void Calm()
    {
        // An idle thread ends after a while, even below the minimum. Restoring the minimum earlier would count blocked threads as
        // usable ones.
        if (HasGrown && ThreadPool.ThreadCount <= _own + Spare)
        {
            Undo();
        }
    }

    /// <summary>Restores the minimum, unless other code has changed it.</summary>
    public void Undo()
    {
        ThreadPool.GetMinThreads(out var minimum, out var completion);
        if (HasGrown && minimum == _raised)
        {
            ThreadPool.SetMinThreads(_own, completion);
        }

        _raised = 0;
    }
}
