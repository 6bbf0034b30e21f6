using Liaison.Messages;

namespace Liaison.Sessions;

/// <summary>The calls of one peer that are not answered yet, and the limits on them. Thread-safe.</summary>
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

    /// <summary>Lets an answered call go.</summary>
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

    /// <summary>Takes no more calls; the task ends when the last one is answered.</summary>
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
