using Liaison.Commands;
using Liaison.Messages;
using Liaison.Sessions.Sending;
using Liaison.Sessions.Streams;

namespace Liaison.Sessions.CallsIn;

/// <summary>
/// The requests of the other end. Each runs in its lane or is answered at once. Used by the reader; ending calls is thread-safe.
/// </summary>
/// <param name="peer">The connection of the requests.</param>
/// <param name="lanes">The lanes in which commands wait for each other.</param>
/// <param name="streams">The streams of the connection.</param>
/// <param name="callBack">Creates the peer that a command calls back. The command's turn is given up while it waits.</param>
internal sealed class IncomingCalls(PeerLink peer, Lanes lanes, PeerStreams streams, Func<LaneTurn?, ICommandPeer> callBack)
{
    private readonly CallTable _table = new(peer.Settings.Options.MaxPendingCalls, peer.Settings.Options.MaxPendingBytes);
    private readonly CommandLane? _lane = lanes.OfConnection();

    /// <summary>Forwards the calls; null if they run here. Set before the peer is served.</summary>
    public Relay? Relay { get; set; }

    public PeerLink Peer => peer;

    public Lanes Lanes => lanes;

    public PeerStreams Streams => streams;

    /// <summary>The other end, for calls back from a command.</summary>
    /// <param name="turn">The turn of the command; null if there is none.</param>
    public ICommandPeer CallBack(LaneTurn? turn) => callBack(turn);

    /// <summary>
    /// Accepts a request, without waiting. Only commands that change nothing but the session run here; others are handed over.
    /// </summary>
    public void Accept(Request request, Handover handover)
    {
        var commands = peer.Settings.Dispatcher.Commands;
        var isFound = request.ByNameRule ? commands.TryFind(request.Command, out var command) : commands.TryGet(request.Command, out command);
        var relay = Relay is { } other && other.Takes(request.Command) ? other : null;
        var lane = relay is not null ? null : lanes.Enter(command, request.Arguments, _lane);
        var isImmediate = command is { IsImmediate: true } && relay is null;
        var call = PendingCall.Of(request, this, isFound ? command!.Name : request.Command, lane, isImmediate);
        call.Relay = relay;
        call.Observed = ServerCall.Of(request, peer.Remote, peer.Belongings.Tap, command?.Name);
        if (_table.TryAdd(call) is { } refusal)
        {
            lanes.Leave(lane);
            call.Answer(new Fault(request, refusal));
            return;
        }

        CallTimer.Watch(call);
        if (!request.Arguments.HasStreams || !Gathers(call, relay is null ? command : null))
        {
            Begin(call, handover);
        }
    }

    /// <summary>Starts a call in its lane: through the reader's handover, or on the pool if the caller is not the reader.</summary>
    private static void Begin(PendingCall call, Handover? handover)
    {
        if (call.IsImmediate || call.Relay is not null)
        {
            call.Start();
        }
        else if (call.Lane is null)
        {
            Hand(call, handover);
        }
        else if (call.Lane.TryEnqueue(call))
        {
            Hand(call.Lane, handover);
        }
    }

    private static void Hand(IThreadPoolWorkItem work, Handover? handover)
    {
        if (handover is not null)
        {
            handover.Add(work);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: true);
        }
    }

    // Whether the call starts later, after the streams that it reads as bytes have arrived.
    private bool Gathers(PendingCall call, CommandDescriptor? command)
    {
        var given = new CallStreams(streams, call.Request);
        call.Own(given);
        if ((command is null && call.Relay is null) || given.ToGather(command) is not { } which)
        {
            return false;
        }

        _ = GatherAsync(call, given, which);
        return true;
    }

    private static async Task GatherAsync(PendingCall call, CallStreams streams, bool[] which)
    {
        try
        {
            await streams.GatherAsync(which, call.CancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            call.Answer(new Fault(call.Request, CommandError.From(failure, details: false)));
        }

        Begin(call, handover: null);
    }

    /// <summary>
    /// Cancels the token of the call with this id; false if none is pending. A command that has not started is answered at once. A running
    /// command that ignores the token is answered after <see cref="SessionOptions.CancelTimeout"/>.
    /// </summary>
    public bool Cancel(CallId id)
    {
        if (id.IsNone || _table.Find(id) is not { } call)
        {
            return false;
        }

        var answer = new Fault(call.Request, CommandError.Of(ErrorCode.Canceled, "The command was canceled."));
        if (call.Fire())
        {
            _ = AnswerLaterAsync(call, answer);
        }
        else
        {
            call.Answer(answer);
        }

        return true;
    }

    private async Task AnswerLaterAsync(PendingCall call, Fault answer)
    {
        await peer.WaitAsync(peer.Settings.Options.CancelTimeout).ConfigureAwait(false);
        call.Answer(answer);
    }

    /// <summary>A snapshot of the waiting and running calls, the oldest first.</summary>
    public PendingCall[] Snapshot() => _table.Snapshot();

    /// <summary>The number of waiting and running calls.</summary>
    public int Count => _table.Count;

    /// <summary>Disposes the objects that an answered call owns. Never throws.</summary>
    public async ValueTask ReleaseAsync(PendingCall call)
    {
        try
        {
            await call.ReleaseAsync().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            SessionLog.ReleaseFailed(peer.Settings.Logger, call.Request.Command, failure);
        }
    }

    /// <summary>Removes a call that has ended. Returns whether anybody may still use the call.</summary>
    public bool Remove(PendingCall call)
    {
        lanes.Leave(call.Lane);
        return _table.Remove(call);
    }

    /// <summary>Accepts no more requests. The task completes when all calls have ended.</summary>
    public Task CloseAsync() => _table.CloseAsync();

    /// <summary>Cancels the tokens of all calls.</summary>
    public void CancelAll()
    {
        // In two steps: when a canceled command ends, the next command of its lane would start, and must not.
        var calls = _table.Snapshot();
        foreach (var call in calls)
        {
            call.Forbid();
        }

        // The newest call first, so that the same applies to calls that run elsewhere.
        foreach (var call in calls.Reverse())
        {
            call.Fire();
        }
    }

    /// <summary>Answers every call that has not ended. Its command is no longer awaited.</summary>
    public void AbandonAll(CommandError reason)
    {
        foreach (var call in _table.Snapshot())
        {
            SessionLog.CommandAbandoned(peer.Settings.Logger, LogText.Of(call.Request.Command), peer.Remote.Transport, peer.Remote.Address);
            call.Answer(new Fault(call.Request, reason));
        }
    }
}
