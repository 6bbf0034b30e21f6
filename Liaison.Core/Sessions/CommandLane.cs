namespace Liaison.Sessions;

/// <summary>Runs calls one at a time, in the order in which they came. Thread-safe.</summary>
/// <remarks>
/// Whoever runs has the turn. A call that waits for its own caller gives the turn up meanwhile (<see cref="LaneTurn"/>), and has it back
/// before calls that have not begun yet.
/// </remarks>
internal sealed class CommandLane : IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private readonly Queue<PendingCall> _waiting = new();
    private readonly Queue<TaskCompletionSource> _returning = new();
    private bool _taken;

    /// <summary>Adds a call and returns at once: a call never runs on the thread that brought it.</summary>
    public void Enqueue(PendingCall call)
    {
        lock (_gate)
        {
            _waiting.Enqueue(call);
            if (_taken)
            {
                return;
            }

            _taken = true;
        }

        // Prefers this thread's own queue: the reader, about to wait for its next message, hands over without waking another thread.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    /// <summary>Gives the turn to whoever is next.</summary>
    public void PassOn()
    {
        TaskCompletionSource? returning;
        lock (_gate)
        {
            if (!_returning.TryDequeue(out returning) && _waiting.Count == 0)
            {
                _taken = false;
                return;
            }
        }

        if (returning is null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        else
        {
            returning.SetResult();
        }
    }

    /// <summary>Ends when a call that gave its turn up has it back.</summary>
    public Task ReturnAsync()
    {
        lock (_gate)
        {
            if (!_taken)
            {
                _taken = true;
                return Task.CompletedTask;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _returning.Enqueue(turn);
            return turn.Task;
        }
    }

    void IThreadPoolWorkItem.Execute() => RunWaiting();

    // PendingCall.RunAsync handles its own failures, so that nothing ends this but an empty queue, or a call that is still running.
    private void RunWaiting()
    {
        while (TryTake() is { } call)
        {
            var running = call.RunAsync();
            if (!running.IsCompletedSuccessfully)
            {
                _ = GoOnAfterAsync(running);
                return;
            }

            if (!running.Result)
            {
                return;
            }
        }
    }

    private async Task GoOnAfterAsync(ValueTask<bool> running)
    {
        if (await running.ConfigureAwait(false))
        {
            RunWaiting();
        }
    }

    // Whoever has the turn asks for the next call: null where there is none, or where somebody else was given the turn.
    private PendingCall? TryTake()
    {
        TaskCompletionSource? returning;
        lock (_gate)
        {
            if (!_returning.TryDequeue(out returning))
            {
                if (_waiting.TryDequeue(out var call))
                {
                    return call;
                }

                _taken = false;
                return null;
            }
        }

        returning.SetResult();
        return null;
    }
}
