using Liaison.Messages;

namespace Liaison.Sessions;

/// <summary>How many more items of one call its caller accepts. Thread-safe; one caller takes at a time.</summary>
internal sealed class ItemCredit(PeerStreams streams, CallId call, long granted) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private long _left = granted;
    private TaskCompletionSource? _more;

    public CallId Call => call;

    /// <summary>Waits until one more item may be sent.</summary>
    /// <remarks>While it waits, the call gives up its turn, since the caller may call something else before it reads on.</remarks>
    public async ValueTask TakeAsync(PendingCall sender)
    {
        while (More() is { } more)
        {
            var turn = sender.Turn();
            turn?.Leave();
            try
            {
                await more.WaitAsync(sender.CancellationToken).ConfigureAwait(false);
            }
            finally
            {
                await (turn?.ReturnAsync() ?? Task.CompletedTask).ConfigureAwait(false);
            }
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

    // Null if an item was allowed; it is then taken.
    private Task? More()
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

    /// <summary>Ends with the call.</summary>
    public ValueTask DisposeAsync()
    {
        streams.Remove(this);
        return ValueTask.CompletedTask;
    }
}
