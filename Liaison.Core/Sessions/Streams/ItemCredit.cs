using Liaison.Messages;

namespace Liaison.Sessions.Streams;

/// <summary>How many more items of one call its caller accepts. Thread-safe; one caller takes at a time.</summary>
internal sealed class ItemCredit(PeerStreams streams, CallId call, long granted) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private long _left = granted;
    private TaskCompletionSource? _more;

    public CallId Call => call;

    /// <summary>Takes the credit for one item. Null if it was taken; otherwise the task completes when there may be credit.</summary>
    public Task? TakeOrWait()
    {
        lock (_gate)
        {
            if (_left == 0)
            {
                return (_more ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            _left--;
            return null;
        }
    }

    /// <summary>Allows more items; false if the sum would be too large.</summary>
    public bool TryGrant(long items)
    {
        TaskCompletionSource? more;
        lock (_gate)
        {
            if (items < 0 || items > long.MaxValue - _left)
            {
                return false;
            }

            _left += items;
            (more, _more) = (_more, null);
        }

        more?.TrySetResult();
        return true;
    }

    /// <summary>
    /// Removes the limit. Called when nobody can grant items any more: the rest is sent as fast as the connection accepts it.
    /// </summary>
    public void Free()
    {
        lock (_gate)
        {
            _left = 0;
        }

        TryGrant(long.MaxValue);
    }

    /// <summary>Ends with the call.</summary>
    public ValueTask DisposeAsync()
    {
        streams.Remove(this);
        return ValueTask.CompletedTask;
    }
}
