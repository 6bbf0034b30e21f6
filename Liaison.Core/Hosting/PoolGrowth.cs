namespace Liaison.Hosting;

/// <summary>The threads that the pool was given beside its own, by raising its minimum. Not thread-safe.</summary>
internal sealed class PoolGrowth
{
    /// <summary>So many threads more than there is work for, so that the next commands that block find some.</summary>
    private const int Spare = 16;

    private int _own;
    private int _raised;

    /// <summary>Whether the pool has threads beside its own now.</summary>
    public bool HasGrown => _raised > 0;

    /// <summary>Gives the pool as many threads as work waits; false where it has all that it may have.</summary>
    /// <param name="maxAdded">How many it may have beside its own.</param>
    public bool Grow(int maxAdded)
    {
        ThreadPool.GetMinThreads(out var minimum, out var completion);
        ThreadPool.GetMaxThreads(out var maximum, out _);
        if (minimum != _raised)
        {
            // The application's own, from the beginning or since it has changed it.
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

    /// <summary>New work is run. Where the pool has let go the threads that it was given, its minimum is again what it was.</summary>
    public void Calm()
    {
        // A thread that has nothing to do ends after a while, whatever the minimum. Until then lowering it would have blocked ones counted.
        if (HasGrown && ThreadPool.ThreadCount <= _own + Spare)
        {
            Undo();
        }
    }

    /// <summary>Sets the minimum back, unless somebody else has set it.</summary>
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
