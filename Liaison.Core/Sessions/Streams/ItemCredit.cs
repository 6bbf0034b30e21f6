using Liaison.Messages;

namespace Liaison.Sessions.Streams;

/// <summary>How many more items of one call its caller takes. Thread-safe; one at a time takes.</summary>
internal sealed class ItemCredit(PeerStreams streams, CallId call, long granted) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private long _left = granted;
    private TaskCompletionSource? _more;

    public CallId Call => call;

    /// <summary>Takes the right to send one item. Null: it was taken; else ends when there may be one.</summary>
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

    /// <summary>The caller takes so many more; false where that is more than there can be.</summary>
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

    /// <summary>Nobody is there any more who could grant: what is left is sent as far as the link takes it.</summary>
    public void Free()
    {
        lock (_gate)
        {
            _left = 0;
        }

        TryGrant(long.MaxValue);
    }

    /// <summary>The call has ended.</summary>
    public ValueTask DisposeAsync()
    {
        streams.Remove(this);
        return ValueTask.CompletedTask;
    }
}
