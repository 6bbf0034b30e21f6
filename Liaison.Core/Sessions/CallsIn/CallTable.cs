using Liaison.Messages;

namespace Liaison.Sessions.CallsIn;

/// <summary>The pending calls of one peer, and their limits. Thread-safe.</summary>
internal sealed class CallTable(int maxCalls, long maxBytes)
{
    private readonly Lock _gate = new();
    private PendingCall? _first;
    private PendingCall? _last;
    private int _count;

    // By id. Filled only after the peer has canceled a call: most peers never cancel, and searching all pending calls each time is slow.
    private Dictionary<CallId, PendingCall>? _byId;
    private TaskCompletionSource? _emptied;
    private long _bytes;
    private bool _closed;

    /// <summary>The number of calls.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Adds the call. Returns an error if a limit is reached; the call must then be answered with it at once.</summary>
    public CommandError? TryAdd(PendingCall call)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return CommandError.Of(ErrorCode.ShuttingDown, "The host is stopping and takes no more commands. Connect again when it is back.");
            }

            if (_count >= maxCalls || (_count > 0 && _bytes + call.Request.Size > maxBytes))
            {
                return CommandError.Of(
                    ErrorCode.Busy, $"{_count} commands with {_bytes} bytes are waiting already. Send fewer at once, or raise MaxPendingCalls or MaxPendingBytes.");
            }

            Append(call);
            _bytes += call.Request.Size;
            return null;
        }
    }

    /// <summary>Removes a call that has ended. Returns whether the table has passed the call to anybody, who may still use the call.</summary>
    public bool Remove(PendingCall call)
    {
        lock (_gate)
        {
            Unlink(call);
            _bytes -= call.Request.Size;
            if (_count == 0)
            {
                _emptied?.TrySetResult();
            }

            return call.IsPassedOn;
        }
    }

    /// <summary>
    /// The newest call with this id; null if there is none. The peer chooses the ids; if some are equal, the newest counts.
    /// </summary>
    public PendingCall? Find(CallId id)
    {
        lock (_gate)
        {
            _byId ??= IndexAll();
            var found = _byId.GetValueOrDefault(id);
            found?.IsPassedOn = true;
            return found;
        }
    }

    /// <summary>Accepts no more calls. The task completes when the last call has ended.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _closed = true;
            _emptied ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_count == 0)
            {
                _emptied.TrySetResult();
            }

            return _emptied.Task;
        }
    }

    /// <summary>A snapshot of the pending calls.</summary>
    public PendingCall[] Snapshot()
    {
        lock (_gate)
        {
            var calls = new PendingCall[_count];
            var next = 0;
            for (var call = _first; call is not null; call = call.Next)
            {
                call.IsPassedOn = true;
                calls[next++] = call;
            }

            return calls;
        }
    }

    private Dictionary<CallId, PendingCall> IndexAll()
    {
        var byId = new Dictionary<CallId, PendingCall>();
        for (var call = _first; call is not null; call = call.Next)
        {
            byId[call.Request.Id] = call;
        }

        return byId;
    }

    // The calls themselves are the nodes of the list. A separate node would be another object for each message.
    private void Append(PendingCall call)
    {
        call.Previous = _last;
        if (_last is null)
        {
            _first = call;
        }
        else
        {
            _last.Next = call;
        }

        _last = call;
        _count++;
        _byId?[call.Request.Id] = call;
    }

    private void Unlink(PendingCall call)
    {
        if (call.Previous is null)
        {
            _first = call.Next;
        }
        else
        {
            call.Previous.Next = call.Next;
        }

        if (call.Next is null)
        {
            _last = call.Previous;
        }
        else
        {
            call.Next.Previous = call.Previous;
        }

        call.Previous = call.Next = null;
        _count--;
        if (_byId?.GetValueOrDefault(call.Request.Id) == call)
        {
            _byId.Remove(call.Request.Id);
        }
    }
}
