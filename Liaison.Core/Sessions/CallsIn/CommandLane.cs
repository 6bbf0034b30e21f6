using System.Diagnostics.CodeAnalysis;
using Liaison.Commands;

namespace Liaison.Sessions.CallsIn;

/// <summary>Runs calls one at a time, in the order in which they came. Thread-safe.</summary>
/// <remarks>
/// Whoever runs has the turn. A call that waits for its own caller gives the turn up meanwhile (<see cref="LaneTurn"/>), and has it back
/// before calls that have not begun yet.
/// </remarks>
internal sealed class CommandLane : IThreadPoolWorkItem
{
    private readonly Lock _gate = new();

    // Whoever has the turn takes calls from a queue of its own, without the lock, and all that have arrived when that one is empty.
    private Queue<PendingCall> _arrived = new();
    private Queue<PendingCall> _next = new();
    private readonly Queue<TaskCompletionSource> _returning = new();
    private volatile bool _anyReturning;
    private bool _taken;

    // For whoever asks what runs: written by whoever has the turn.
    private volatile string? _running;
    private long _since;

    /// <summary>Its name; null for that of all commands that name none.</summary>
    public string? Name { get; init; }

    /// <summary>The name of the object whose lane it is; null where it is none's.</summary>
    public string? Target { get; init; }

    /// <summary>What it does now.</summary>
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

    /// <summary>Adds a call. True: nobody had the turn, and whoever added has it now, and sees to it that this is executed.</summary>
    public bool TryEnqueue(PendingCall call)
    {
        lock (_gate)
        {
            _arrived.Enqueue(call);
            return !_taken && (_taken = true);
        }
    }

    /// <summary>Whoever has the turn says which command it runs from now on.</summary>
    public void Note(string command)
    {
        // A cheap clock: this is written for every command, and hardly ever read.
        Volatile.Write(ref _since, Environment.TickCount64);
        _running = command;
    }

    /// <summary>Gives the turn to whoever is next.</summary>
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
            _anyReturning = true;
            return turn.Task;
        }
    }

    void IThreadPoolWorkItem.Execute() => RunWaiting(last: null);

    // PendingCall.RunAsync handles its own failures, so that nothing ends this but an empty queue, or a call that is still running.
    private void RunWaiting(PendingCall? last)
    {
        while (TryTake() is { } call)
        {
            // An answer does not wait for the next command, nor this one for the answer's way.
            last?.Session.SendSoon();
            last = call;
            Note(call.Command);
            var running = call.RunAsync();
            if (!running.IsCompletedSuccessfully)
            {
                _ = GoOnAfterAsync(call, running);
                return;
            }

            if (!running.Result)
            {
                break;
            }
        }

        last?.Session.Send();
    }

    private async Task GoOnAfterAsync(PendingCall call, ValueTask<bool> running)
    {
        if (await running.ConfigureAwait(false))
        {
            RunWaiting(call);
        }
        else
        {
            call.Session.Send();
        }
    }

    // Whoever has the turn asks for the next call: null where there is none, or where somebody else was given the turn.
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
