using System.Diagnostics.CodeAnalysis;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Sessions.Sending;
using Liaison.Sessions.Streams;

namespace Liaison.Sessions.CallsIn;

/// <summary>A pending request of the peer. It is answered once; the first answer counts.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Answering disposes the timer; the source has nothing to dispose, and an abandoned command holds its token.")]
internal sealed class PendingCall(IncomingCalls calls, PeerLink peer, Request request, string command, CommandLane? lane, bool isImmediate)
    : CommandContext(command), IThreadPoolWorkItem
{
    // The fields below are guarded by the request, which belongs to this call alone.
    private CancellationTokenSource? _source;
    private LaneTurn? _turn;
    private Timer? _timeout;
    private bool _started;
    private long _since;
    private bool _canceled;
    private bool _answered;
    private bool _ended;

    public PeerLink Session => peer;
    public CommandLane? Lane => lane;

    public Request Request => request;

    /// <summary>Whether the command runs on the reader's thread, whatever the application's options say.</summary>
    public bool IsImmediate => isImmediate;

    public override ICommandPeer Peer => calls.CallBack(Turn());

    public override CancellationToken CancellationToken
    {
        get
        {
            lock (request)
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
    internal ServerCall? Observed { get; init; }
    internal Relay? Relay { get; init; }

    internal override IReadOnlyList<LaneState> Lanes => calls.Lanes.Snapshot();
    internal override HostFigures Host => peer.Settings.HostFigures?.Invoke() ?? HostFigures.None;
    internal override bool WantsItems => request.WantsItems;

    /// <summary>How long the command has run; null if it has not started or has ended.</summary>
    internal TimeSpan? RunningFor => _started && !_ended ? TimeSpan.FromMilliseconds(Environment.TickCount64 - _since) : null;

    /// <summary>The pending call before this one. Used by the table.</summary>
    internal PendingCall? Previous { get; set; }

    /// <summary>The pending call after this one. Used by the table.</summary>
    internal PendingCall? Next { get; set; }

    void IThreadPoolWorkItem.Execute() => Start();

    /// <summary>Runs the command without waiting until it ends.</summary>
    public void Start() => _ = RunAndSendAsync();

    /// <summary>Starts the timer of a call that has a timeout.</summary>
    public void Watch()
    {
        if (request.Timeout is { } timeout)
        {
            lock (request)
            {
                _timeout = new Timer(static call => ((PendingCall)call!).RunOut(), this, timeout, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>
    /// Runs the command and adds the answer for the session to send. Returns whether the call has its turn at the end. Never throws.
    /// </summary>
    public async ValueTask<bool> RunAsync()
    {
        var answer = TryStart() ? await RunCommandAsync().ConfigureAwait(false) : new Fault(request, peer.ReasonToAbandon());
        var hasTurn = End(answer);
        if (OwnsAny)
        {
            // Released only now: the answer may contain objects that the command used, and has been written.
            await calls.ReleaseAsync(this).ConfigureAwait(false);
        }

        calls.Remove(this);
        return hasTurn;
    }

    /// <summary>
    /// Cancels the command's token. A command that has not started is answered at once, with the reason. A running command that
    /// ignores the token is answered after <see cref="SessionOptions.CancelTimeout"/>.
    /// </summary>
    public void Cancel(CommandError reason)
    {
        if (!Fire())
        {
            Answer(new Fault(request, reason));
        }
        else
        {
            _ = AbandonLaterAsync(reason);
        }
    }

    /// <summary>Prevents a command from starting, if it has not started yet.</summary>
    public void Forbid()
    {
        lock (request)
        {
            _canceled = true;
        }
    }

    /// <summary>Cancels the command's token; false if the command has not started.</summary>
    public bool Fire()
    {
        CancellationTokenSource? source;
        bool started;
        lock (request)
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
            SessionLog.CancelFailed(peer.Settings.Logger, peer.Remote.Transport, peer.Remote.Address, failure);
        }

        return started;
    }

    /// <summary>Runs the command on this thread, as far as possible without waiting. Never throws.</summary>
    public ValueTask<Envelope> AnswerAsync() => Observed is not null ? AnswerObservedAsync() : DispatchAsync();

    /// <summary>Answers without waiting for the command any longer.</summary>
    public void Answer(Envelope answer)
    {
        lock (request)
        {
            AddAnswer(answer);
        }

        peer.SendSoon();
    }

    internal override void Report(object? value)
    {
        lock (request)
        {
            // A report after the answer, from a thread that the command has left running, is dropped.
            if (request.WantsProgress && !_answered)
            {
                peer.Add(new Progress(request, value));
            }
        }

        peer.SendSoon();
    }

    internal override async ValueTask SendItemAsync(object? item)
    {
        await ItemTurn.TakeAsync(this, calls.Streams).ConfigureAwait(false);
        await peer.WaitForRoomAsync(peer.Settings.Options.SendBufferBytes, CancellationToken).ConfigureAwait(false);
        lock (request)
        {
            if (!_answered)
            {
                peer.Add(new Item(request, item));
            }
        }

        peer.SendSoon();
    }

    internal override RawJson? TryStream(object value) => request.WantsReply ? StreamResults.TryOffer(calls.Streams, value) : null;

    private async Task RunAndSendAsync()
    {
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
        lock (request)
        {
            _since = Environment.TickCount64;
            return _started = !_answered && (!_canceled || request.Problem is not null);
        }
    }

    private ValueTask<Envelope> RunCommandAsync()
    {
        var settings = peer.Settings;
        var isPosted = settings.Options.SynchronizationContext is not null && !isImmediate && Relay is null;
        return isPosted ? new ValueTask<Envelope>(PostedCall.RunAsync(settings.Options.SynchronizationContext!, this)) : AnswerAsync();
    }

    private async ValueTask<Envelope> AnswerObservedAsync()
    {
        Observed!.Begin();
        return await DispatchAsync().ConfigureAwait(false);
    }

    private ValueTask<Envelope> DispatchAsync() => Relay is { } relay ? relay.AnswerAsync(request, this) : peer.Settings.Dispatcher.AnswerAsync(request, this);

    // Called under the lock.
    private void AddAnswer(Envelope answer)
    {
        if (_answered)
        {
            StreamResults.Withdraw(answer);
            return;
        }

        _answered = true;
        _timeout?.Dispose();
        Observed?.End(answer);
        if (request.WantsReply)
        {
            peer.Add(answer);
        }
    }

    /// <summary>The call's turn, to be given up while the call waits for the other end; null if it has no lane.</summary>
    internal LaneTurn? Turn()
    {
        if (lane is null)
        {
            return null;
        }

        lock (request)
        {
            return _ended ? _turn : _turn ??= new LaneTurn(lane, Command);
        }
    }

    private bool End(Envelope answer)
    {
        if (answer is Fault fault)
        {
            SessionLog.Failed(peer.Settings.Logger, request.Command, peer.Remote, fault.Error);
        }

        lock (request)
        {
            AddAnswer(answer);
            _ended = true;
            return _turn is null || _turn.End();
        }
    }

    private void RunOut()
    {
        Answer(new Fault(request, CommandError.Of(ErrorCode.Timeout, $"The command did not end within {request.Timeout!.Value.TotalMilliseconds:0} ms. Give it longer, or make it do less.")));
        Fire();
    }

    private async Task AbandonLaterAsync(CommandError reason)
    {
        await peer.WaitAsync(peer.Settings.Options.CancelTimeout).ConfigureAwait(false);
        Answer(new Fault(request, reason));
    }
}
