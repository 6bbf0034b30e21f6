using System.Diagnostics.CodeAnalysis;
using Liaison.Commands;
using Liaison.Sessions.Sending;

namespace Liaison.Sessions.CallsIn;

/// <summary>Runs calls one at a time, in the order of their arrival. Thread-safe.</summary>
/// <remarks>
/// The running call has the turn. A call that waits for its own caller gives up the turn (<see cref="LaneTurn"/>), and gets it back before
/// calls that have not started yet.
/// </remarks>
internal sealed class CommandLane : IThreadPoolWorkItem
{
    private readonly Lock _gate = new();

    // The holder of the turn takes calls from its own queue, without the lock. When that is empty, it swaps in all calls that have
    // arrived.
    private Queue<PendingCall> _arrived = new();
    private Queue<PendingCall> _next = new();
    private readonly Queue<TaskCompletionSource> _returning = new();
    private volatile bool _anyReturning;
    private bool _taken;

    // The command that runs now, for inspection. Written by the holder of the turn.
    private volatile string? _running;
    private long _since;

    /// <summary>The name of the lane; null for the lane of all commands that name no lane.</summary>
    public string? Name { get; init; }

    /// <summary>The name of the object to which the lane belongs; null if it belongs to no object.</summary>
    public string? Target { get; init; }

    /// <summary>The current activity of the lane.</summary>
    public LaneState State
    {
        get
        {
            lock (_gate)
            {
                var running = _taken ? _running : null;
                var since = running is null ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Environment.TickCount64 - Volatile.Read(ref _since));
                return new LaneState(Name, Target, running, since, _arrived.Count + _next.Count + _returning.Count);
            }
        }
    }

    /// <summary>Adds a call. True if nobody had the turn: the caller then has it, and must have this lane executed.</summary>
    public bool TryEnqueue(PendingCall call)
    {
        lock (_gate)
        {
            _arrived.Enqueue(call);
            return !_taken && (_taken = true);
        }
    }

    /// <summary>Notes the command that runs from now on. Called by the holder of the turn.</summary>
    public void Note(string command)
    {
        // A cheap clock: this is written for every command and rarely read.
        Volatile.Write(ref _since, Environment.TickCount64);
        _running = command;
    }

    /// <summary>Passes the turn to the next call.</summary>
    public void PassOn()
    {
        TaskCompletionSource? returning;
        _running = null;
        lock (_gate)
        {
            if (!TryReturn(out returning) && _next.Count + _arrived.Count == 0)
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

    /// <summary>Completes when a call that gave up its turn has it back.</summary>
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
            _anyReturning = true;
            return turn.Task;
        }
    }

    void IThreadPoolWorkItem.Execute() => RunWaiting(last: null);

    // PendingCall.RunAsync handles its own failures. So the loop ends only if the queue is empty or a call is still running.
    private void RunWaiting(PeerLink? last)
    {
        while (TryTake() is { } call)
        {
            // The answer does not wait for the next command, unless the reader holds it for a moment. The next command does not wait until
            // the answer is sent.
            if (last == call.Session)
            {
                last.SendSoon();
            }
            else
            {
                last?.SendHeldSoon();
                last = call.Session;
            }

            Note(call.Command);
            var running = call.RunAsync();
            if (!running.IsCompletedSuccessfully)
            {
                _ = GoOnAfterAsync(last, running);
                return;
            }

            if (!running.Result)
            {
                break;
            }
        }

        last?.Send();
    }

    private async Task GoOnAfterAsync(PeerLink session, ValueTask<bool> running)
    {
        if (await running.ConfigureAwait(false))
        {
            RunWaiting(session);
        }
        else
        {
            session.Send();
        }
    }

    // Called by the holder of the turn. Null if no call waits, or if the turn was passed to a call that returns.
    private PendingCall? TryTake()
    {
        if (!_anyReturning && _next.TryDequeue(out var next))
        {
            return next;
        }

        TaskCompletionSource? returning;
        lock (_gate)
        {
            if (!TryReturn(out returning))
            {
                if (_next.Count == 0)
                {
                    (_next, _arrived) = (_arrived, _next);
                }

                _taken = _next.TryDequeue(out next);
                return next;
            }
        }

        returning.SetResult();
        return null;
    }

    private bool TryReturn([NotNullWhen(true)] out TaskCompletionSource? returning)
    {
        var any = _returning.TryDequeue(out returning);
        _anyReturning = _returning.Count > 0;
        return any;
    }
}
