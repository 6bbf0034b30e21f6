using Liaison.Commands;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Sessions.CallsIn;
using Liaison.Sessions.CallsOut;
using Liaison.Sessions.Events;
using Liaison.Sessions.Sending;
using Liaison.Sessions.Streams;
using Liaison.Transports;

namespace Liaison.Sessions;

/// <summary>One end of a connection: reads messages, runs requests, matches answers to the calls of this end, and sends.</summary>
/// <remarks>A host has one peer per connection, a client has one. <see cref="PeerSettings"/> holds the differences between both.</remarks>
internal sealed class Peer : PeerLink
{
    private readonly Handover _handover;
    private readonly Greeting _greeting;
    private bool _truncated;

    public Peer(ICommandConnection connection, PeerSettings settings)
        : base(connection, settings)
    {
        Settings = settings;
        _handover = new Handover(this);
        var streams = new PeerStreams(this);
        Caller = new RemoteCaller(this, streams);
        Incoming = new IncomingCalls(this, settings.Lanes, streams, turn => new RemotePeer(Caller, turn));
        Subscriptions = new Subscriptions(this, settings.Topics, settings.MaxSubscriptions);
        _greeting = new Greeting(this);
    }

    public new PeerSettings Settings { get; }

    /// <summary>The calls that this end makes.</summary>
    public RemoteCaller Caller { get; }

    /// <summary>The subscriptions of the other end.</summary>
    public Subscriptions Subscriptions { get; }

    /// <summary>Whether the other end has sent a message of the protocol.</summary>
    public bool IsUnderstood { get; private set; }

    /// <summary>The waiting and running calls of the other end.</summary>
    public IncomingCalls Incoming { get; }

    /// <summary>The peer for which a command runs.</summary>
    /// <exception cref="CommandException">There is none: the command was called in process.</exception>
    public static Peer Of(CommandContext context) =>
        (context as PendingCall)?.Session as Peer
        ?? throw new CommandException(ErrorCode.BadArguments, $"'{context.Command}' needs the connection of its caller, and this call came over no connection.");

    /// <summary>
    /// Serves on the thread pool until the other end leaves or <see cref="StopAsync"/> closes the connection. Never fails.
    /// </summary>
    public Task RunAsync()
    {
        LivePeers.Add(this);
        Belongings.Tap = Settings.Inspector?.Begin(new SessionDescriber(this), Settings.Dispatcher.Commands);
        if (ProtocolSelector.BeforeFirst(Settings.Protocols, Remote) is { } protocol)
        {
            Open(protocol);
            _greeting.Send();
        }

        // Commands run on the reader's threads. The execution context of this caller must not flow into them.
        ReadOn();
        return Ended;
    }

    public override void ReadOn() => ThreadPool.UnsafeQueueUserWorkItem(static peer => _ = peer.ServeAsync(), this, preferLocal: false);

    private async Task ServeAsync()
    {
        if (!await ReadAsync().ConfigureAwait(false))
        {
            return;
        }

        try
        {
            Caller.End(_truncated ? SessionErrors.Truncated(Remote) : Settings.Left(Remote));
            Subscriptions.End();
            await FinishAsync(PatienceAtEnd()).ConfigureAwait(false);
            await FlushAsync(Remote.ReadsAfterEnd ? Timeout.InfiniteTimeSpan : Settings.Options.DrainTimeout).ConfigureAwait(false);
        }
        finally
        {
            await CloseAsync().ConfigureAwait(false);
            LivePeers.Remove(this);
            SetEnded();
        }
    }

    /// <summary>
    /// Lets calls finish until the drain timeout, cancels the others, answers the pending ones, and closes the connection.
    /// </summary>
    public async Task StopAsync()
    {
        IsStopping = true;
        await FinishAsync(Settings.Options.DrainTimeout).ConfigureAwait(false);
        await FlushAsync(Settings.Options.DrainTimeout).ConfigureAwait(false);
        await BreakAsync().ConfigureAwait(false);
        await Ended.ConfigureAwait(false);
    }

    private void Open(IWireProtocol protocol) => Open(protocol, Caller.Streams, Subscriptions.Flush);

    // Reads to the end of the connection. False if another thread reads on.
    private async Task<bool> ReadAsync()
    {
        // A command may block the thread that read its message. The caller that awaits this loop must not need that thread.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var decoded = new List<Envelope>();
        try
        {
            while (await _handover.While(ReceiveAsync()) is { } frame)
            {
                _truncated |= frame.Truncated;
                Belongings.Traffic.Receive(frame.Bytes.Length);
                if (!IsOpen)
                {
                    Open(ProtocolSelector.ByFirst(Settings.Protocols, frame));
                }

                Outbox!.Codec.Decode(frame, decoded);
                foreach (var envelope in decoded)
                {
                    Dispatch(envelope);
                }

                // The bytes of a chunk are in the buffer of their stream now.
                if (frame.Kind == FrameKind.Binary && decoded is [Chunk])
                {
                    Recycle(frame);
                }

                decoded.Clear();
                if (!_handover.Passed(frame))
                {
                    return false;
                }
            }
        }
        catch (Exception failure)
        {
            SessionLog.ReadFailed(Settings.Logger, Remote.Transport, Remote.Address, failure);
        }

        _handover.Release();
        return true;
    }

    private void Dispatch(Envelope envelope)
    {
        // A peer whose first message is not in the protocol would not understand an error message either.
        if (!IsUnderstood && Settings.KnowsProtocol && envelope is Request { Problem: { Code: ErrorCode.BadMessage } problem })
        {
            Caller.End(SessionErrors.OtherLanguage(Remote, Settings.Protocols[0].Name, problem.Message));
            _ = BreakAsync();
            return;
        }

        IsUnderstood = true;
        if (_greeting.Takes(envelope))
        {
            return;
        }

        switch (envelope)
        {
            case Request request:
                Incoming.Accept(request, _handover);
                break;
            case Cancel cancel:
                Incoming.Cancel(cancel.Id);
                break;
            case Publication publication:
                Settings.OnPublication?.Invoke(publication);
                break;
            default:
                Caller.Receive(envelope);
                break;
        }
    }

    // At the end of a pipe, its reader waits for the answers, however long they take. Only the host's stop ends this.
    private TimeSpan PatienceAtEnd() =>
        Remote.ReadsAfterEnd ? Timeout.InfiniteTimeSpan
        : IsStopping || _truncated ? Settings.Options.DrainTimeout
        : TimeSpan.Zero;

    // The reader's end and StopAsync may call this at the same time. The same is true for the next two methods.
    private async Task FinishAsync(TimeSpan patience)
    {
        var finished = Incoming.CloseAsync();
        await WaitAsync(finished, patience).ConfigureAwait(false);
        if (!finished.IsCompleted)
        {
            Incoming.CancelAll();
            await WaitAsync(finished, Settings.Options.CancelTimeout).ConfigureAwait(false);
        }

        Incoming.AbandonAll(ReasonToAbandon());
    }
}
