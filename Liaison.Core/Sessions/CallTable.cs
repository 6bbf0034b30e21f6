using Liaison.Messages;

namespace Liaison.Sessions;

/// <summary>The calls of one peer that have not ended yet, and the limits on them. Thread-safe.</summary>
internal sealed class CallTable(int maxCalls, long maxBytes)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<PendingCall> _pending = [];
    private TaskCompletionSource? _emptied;
    private long _bytes;
    private bool _closed;

    /// <summary>Takes the call in, or gives the error with which it is to be answered at once.</summary>
    public CommandError? TryAdd(PendingCall call)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return CommandError.Of(ErrorCode.ShuttingDown, "The host is stopping and takes no more commands. Connect again when it is back.");
            }

            if (_pending.Count >= maxCalls || (_pending.Count > 0 && _bytes + call.Request.Size > maxBytes))
            {
                return CommandError.Of(
                    ErrorCode.Busy, $"{_pending.Count} commands with {_bytes} bytes are waiting already. Send fewer at once, or raise MaxPendingCalls or MaxPendingBytes.");
            }

            call.Node = _pending.AddLast(call);
            _bytes += call.Request.Size;
            return null;
        }
    }

    /// <summary>Lets a call go that has ended.</summary>
    public void Remove(PendingCall call)
    {
        lock (_gate)
        {
            _pending.Remove(call.Node!);
            _bytes -= call.Request.Size;
            if (_pending.Count == 0)
            {
                _emptied?.TrySetResult();
            }
        }
    }

    /// <summary>The newest call of that id; null where there is none. Ids are the peer's, and need not be unique.</summary>
    public PendingCall? Find(CallId id)
    {
        lock (_gate)
        {
            for (var node = _pending.Last; node is not null; node = node.Previous)
            {
                if (node.Value.Request.Id == id)
                {
                    return node.Value;
                }
            }

            return null;
        }
    }

    /// <summary>Takes no more calls; the task ends when the last one has.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _closed = true;
            _emptied ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_pending.Count == 0)
            {
                _emptied.TrySetResult();
            }

            return _emptied.Task;
        }
    }

    /// <summary>The calls that are pending; a snapshot.</summary>
    public PendingCall[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _pending];
        }
    }
}
