namespace Liaison.Transports;

/// <summary>Counts the connections that are open, up to a limit, and tells when the last one is gone. Safe from any thread.</summary>
internal sealed class ConnectionSlots(int limit)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _taken;
    private bool _closed;

    /// <summary>False where all are taken, or no more are given.</summary>
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

    /// <summary>Gives no more. The task ends once all that were taken are released.</summary>
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
