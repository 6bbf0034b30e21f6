namespace Liaison.Sessions;

/// <summary>Runs calls one at a time, in the order in which they came. Thread-safe.</summary>
internal sealed class CommandLane : IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private readonly Queue<PendingCall> _waiting = new();
    private bool _running;

    /// <summary>Adds a call and returns at once: a call never runs on the thread that brought it.</summary>
    public void Enqueue(PendingCall call)
    {
        lock (_gate)
        {
            _waiting.Enqueue(call);
            if (_running)
            {
                return;
            }

            _running = true;
        }

        // Prefers this thread's own queue: the reader, about to wait for its next message, hands over without waking another thread.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    void IThreadPoolWorkItem.Execute() => _ = DrainAsync();

    // PendingCall.RunAsync handles its own failures, so that nothing ends this loop but an empty queue.
    private async Task DrainAsync()
    {
        while (TryTake() is { } call)
        {
            await call.RunAsync().ConfigureAwait(false);
        }
    }

    private PendingCall? TryTake()
    {
        lock (_gate)
        {
            if (_waiting.TryDequeue(out var call))
            {
                return call;
            }

            _running = false;
            return null;
        }
    }
}
