namespace Liaison.Transports;

/// <summary>Counts the open connections up to a limit, and signals when the last one has closed. Thread-safe.</summary>
internal sealed class ConnectionSlots(int limit)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _taken;
    private bool _closed;

    /// <summary>Takes a slot. Returns false if all slots are taken, or the slots are closed.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            if (_closed || _taken == limit)
            {
                return false;
            }

            _taken++;
            return true;
        }
    }

    public void Release()
    {
        lock (_gate)
        {
            _taken--;
            CompleteIfEmpty();
        }
    }

    /// <summary>Refuses further slots. The returned task completes when all taken slots are released.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _closed = true;
            CompleteIfEmpty();
        }

        return _empty.Task;
    }

    private void CompleteIfEmpty()
    {
        if (_closed && _taken == 0)
        {
            _empty.TrySetResult();
        }
    }
}
