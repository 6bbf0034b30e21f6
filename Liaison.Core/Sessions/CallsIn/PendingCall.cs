using System.Diagnostics.CodeAnalysis;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Sessions.Sending;
using Liaison.Sessions.Streams;

namespace Liaison.Sessions.CallsIn;

/// <summary>A pending request of the peer. It is answered once; the first answer counts.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Answering disposes the timer; the source has nothing to dispose, and an abandoned command holds its token.")]
internal sealed class PendingCall : CommandContext, IThreadPoolWorkItem
{
    private IncomingCalls _calls;

    // The fields below are guarded by the request, which belongs to this call alone.
    private CancellationTokenSource? _source;
    private LaneTurn? _turn;
    private bool _started;
    private long _since;
    private bool _canceled;
    private bool _answered;
    private bool _ended;

    private PendingCall(Request request, IncomingCalls calls, string command)
        : base(command)
    {
        (Request, _calls) = (request, calls);
        request.Scratch = this;
    }

    public PeerLink Session => _calls.Peer;

    /// <summary>The lane in which the call waits; null if it does not wait.</summary>
    public CommandLane? Lane { get; private set; }

    public Request Request { get; }

    /// <summary>Whether the command runs on the reader's thread, whatever the application's options say.</summary>
    public bool IsImmediate { get; private set; }

    public override ICommandPeer Peer => _calls.CallBack(Turn());

    public override CancellationToken CancellationToken
    {
        get
        {
            lock (Request)
            {
                _source ??= new CancellationTokenSource();
                if (_canceled)
                {
                    _source.Cancel();
                }

                return _source.Token;
            }
        }
    }

    /// <summary>The trace and the metrics of the call; null if nothing is recorded.</summary>
    internal ServerCall? Observed { get; set; }
    internal Relay? Relay { get; set; }

    /// <summary>The timer of a call that has a timeout. Guarded by the request.</summary>
    internal Timer? Timer { get; set; }

    /// <summary>Whether the table has passed the call to anybody. Guarded by the table.</summary>
    internal bool IsPassedOn { get; set; }

    internal override IReadOnlyList<LaneState> Lanes => _calls.Lanes.Snapshot();
    internal override HostFigures Host => Session.Settings.HostFigures?.Invoke() ?? HostFigures.None;
    internal override bool WantsItems => Request.WantsItems;

    /// <summary>How long the command has run; null if it has not started or has ended.</summary>
    internal TimeSpan? RunningFor => _started && !_ended ? TimeSpan.FromMilliseconds(Environment.TickCount64 - _since) : null;

    /// <summary>The pending call before this one. Used by the table.</summary>
    internal PendingCall? Previous { get; set; }

    /// <summary>The pending call after this one. Used by the table.</summary>
    internal PendingCall? Next { get; set; }

    /// <summary>Creates the call of a request. A request that is reused brings the object of its earlier call.</summary>
    public static PendingCall Of(Request request, IncomingCalls calls, string command, CommandLane? lane, bool isImmediate)
    {
        var call = request.Scratch as PendingCall ?? new PendingCall(request, calls, command);
        call.Reuse(command, calls.Peer.Remote);
        (call._calls, call.Lane, call.IsImmediate) = (calls, lane, isImmediate);
        return call;
    }

    void IThreadPoolWorkItem.Execute() => Start();

    /// <summary>Runs the command without waiting until it ends.</summary>
    public void Start() => _ = RunAndSendAsync();

    /// <summary>Runs the command, and adds the answer. Returns whether the call has its turn at the end. Never throws.</summary>
    public async ValueTask<bool> RunAsync()
    {
        var answer = TryStart() ? await RunCommandAsync().ConfigureAwait(false) : new Fault(Request, Session.ReasonToAbandon());
        if (NestedSends.IsEncoding)
        {
            // A getter of another message has completed the command. That message must be encoded first.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }

        var hasTurn = End(answer);
        var ownsAny = OwnsAny;
        if (ownsAny)
        {
            // Released only now: the answer may contain objects that the command used, and has been written.
            await _calls.ReleaseAsync(this).ConfigureAwait(false);
        }

        if (!_calls.Remove(this) && !ownsAny && IsReusable && RequestPool.HasRoom)
        {
            Forget();
        }

        return hasTurn;
    }

    /// <summary>Prevents a command from starting, if it has not started yet.</summary>
    public void Forbid()
    {
        lock (Request)
        {
            _canceled = true;
        }
    }

    /// <summary>Cancels the command's token; false if the command has not started.</summary>
    public bool Fire()
    {
        CancellationTokenSource? source;
        bool started;
        lock (Request)
        {
            _canceled = true;
            source = _source;
            started = _started;
        }

        try
        {
            source?.Cancel();
        }
        catch (AggregateException failure)
        {
            // A callback that the command registered on its token has thrown.
            SessionLog.CancelFailed(Session.Settings.Logger, Session.Remote.Transport, Session.Remote.Address, failure);
        }

        return started;
    }

    /// <summary>Runs the command on this thread, as far as possible without waiting. Never throws.</summary>
    public ValueTask<Envelope> AnswerAsync() => Observed is not null ? AnswerObservedAsync() : DispatchAsync();

    /// <summary>Answers without waiting for the command any longer.</summary>
    public void Answer(Envelope answer)
    {
        lock (Request)
        {
            AddAnswer(answer);
        }

        Session.SendSoon();
    }

    internal override void Report(object? value)
    {
        lock (Request)
        {
            // A report after the answer, from a thread that the command has left running, is dropped.
            if (Request.WantsProgress && !_answered)
            {
                Session.Add(new Progress(Request, value));
            }
        }

        Session.SendSoon();
    }

    internal override async ValueTask SendItemAsync(object? item)
    {
        await ItemTurn.TakeAsync(this, _calls.Streams).ConfigureAwait(false);
        await ItemTurn.WaitForRoomAsync(this).ConfigureAwait(false);
        lock (Request)
        {
            if (!_answered)
            {
                Session.Add(new Item(Request, item));
            }
        }

        Session.SendSoon();
    }

    internal override RawJson? TryStream(object value) => Request.WantsReply ? StreamResults.TryOffer(_calls.Streams, value) : null;

    // The call may be used for another request as soon as it has ended.
    private async Task RunAndSendAsync()
    {
        var (peer, isImmediate) = (Session, IsImmediate);
        await RunAsync().ConfigureAwait(false);
        if (isImmediate)
        {
            // This runs on the reader, which must continue to read.
            peer.SendSoon();
        }
        else
        {
            peer.Send();
        }
    }

    private bool TryStart()
    {
        lock (Request)
        {
            _since = Environment.TickCount64;
            return _started = !_answered && (!_canceled || Request.Problem is not null);
        }
    }

    private ValueTask<Envelope> RunCommandAsync()
    {
        var settings = Session.Settings;
        var isPosted = settings.Options.SynchronizationContext is not null && !IsImmediate && Relay is null;
        return isPosted ? new ValueTask<Envelope>(PostedCall.RunAsync(settings.Options.SynchronizationContext!, this)) : AnswerAsync();
    }

    private async ValueTask<Envelope> AnswerObservedAsync()
    {
        Observed!.Begin();
        return await DispatchAsync().ConfigureAwait(false);
    }

    private ValueTask<Envelope> DispatchAsync() => Relay is { } relay ? relay.AnswerAsync(Request, this) : Session.Settings.Dispatcher.AnswerAsync(Request, this);

    // Called under the lock.
    private void AddAnswer(Envelope answer)
    {
        if (_answered)
        {
            StreamResults.Withdraw(answer);
            return;
        }

        _answered = true;
        Timer?.Dispose();
        Observed?.End(answer);
        if (Request.WantsReply)
        {
            Session.Add(answer);
        }
    }

    /// <summary>The call's turn, to be given up while the call waits for the other end; null if it has no lane.</summary>
    internal LaneTurn? Turn()
    {
        if (Lane is not { } lane)
        {
            return null;
        }

        lock (Request)
        {
            return _ended ? _turn : _turn ??= new LaneTurn(lane, Command);
        }
    }

    private bool End(Envelope answer)
    {
        if (answer is Fault fault)
        {
            SessionLog.Failed(Session.Settings.Logger, Request.Command, Session.Remote, fault.Error);
        }

        lock (Request)
        {
            AddAnswer(answer);
            _ended = true;
            return _turn is null || _turn.End();
        }
    }

    // Whether the request and the call can be used again, for any connection. Only then does no other code have references to them.
    private bool IsReusable => Session.ReusesRequests && !IsKept && _turn is null && Relay is null && Observed is null && Request.IsPlain;

    private void Forget()
    {
        Reuse("", null);
        (_calls, Lane, _source) = (null!, null, null);
        (_started, _canceled, _answered, _ended) = (false, false, false, false);
        RequestPool.Return(Request);
    }
}
