using System.Diagnostics.CodeAnalysis;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Transports;

namespace Liaison.Sessions;

/// <summary>One end of a connection: reads messages, has requests run, brings answers to the calls of this end, and sends.</summary>
/// <remarks>A host has one for each connection, a client has one. Both work alike; <see cref="PeerSettings"/> says in what they differ.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "RunAsync disposes the queue; the source has nothing to dispose.")]
internal sealed class Peer
{
    private readonly ICommandConnection _connection;
    private readonly CancellationTokenSource _goneSource = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Handover _handover = new();
    private readonly Greeting _greeting;
    private volatile OutboundQueue? _outbox;
    private bool _truncated;
    private volatile bool _stopping;

    public Peer(ICommandConnection connection, PeerSettings settings)
    {
        _connection = connection;
        Settings = settings;
        Incoming = new IncomingCalls(this);
        Caller = new RemoteCaller(this);
        Subscriptions = new Subscriptions(this);
        Belongings = new PeerBelongings(settings.Logger, connection.Remote.Transport);
        _greeting = new Greeting(this, connection.Remote);
    }

    public PeerSettings Settings { get; }

    public PeerInfo Remote => _greeting.Remote;

    /// <summary>This end's own calls.</summary>
    public RemoteCaller Caller { get; }

    /// <summary>What the other end has subscribed to.</summary>
    public Subscriptions Subscriptions { get; }

    /// <summary>What is kept for as long as the connection lasts.</summary>
    public PeerBelongings Belongings { get; }

    /// <summary>Whether it is known what the other end speaks, so that something can be sent to it.</summary>
    public bool IsOpen => _outbox is not null;

    /// <summary>Whether the other end has sent a message of the protocol.</summary>
    public bool IsUnderstood { get; private set; }

    /// <summary>Whether bytes can be sent as attachments.</summary>
    public bool Attaches => _outbox?.Codec.Attaches == true;

    /// <summary>The other end's calls that wait or run.</summary>
    public IncomingCalls Incoming { get; }

    /// <summary>Ends when the connection is closed and nothing of the peer is left.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Serves on the thread pool until the other end leaves or <see cref="StopAsync"/> closes the connection. The task never fails.</summary>
    public Task RunAsync()
    {
        Belongings.Begin(this);
        if (ProtocolSelector.BeforeFirst(Settings.Protocols, Remote) is { } protocol)
        {
            Open(protocol);
            _greeting.Send();
        }

        // Commands run on the reader's threads: nothing of whoever calls this is to flow into them.
        ThreadPool.UnsafeQueueUserWorkItem(static peer => _ = peer.ServeAsync(), this, preferLocal: false);
        return Ended;
    }

    private async Task ServeAsync()
    {
        try
        {
            await ReadAsync().ConfigureAwait(false);
            Caller.End(_truncated ? SessionErrors.Truncated(Remote) : Settings.Left(Remote));
            Subscriptions.End();
            await FinishAsync(PatienceAtEnd()).ConfigureAwait(false);
            await FlushAsync(Remote.ReadsAfterEnd ? Timeout.InfiniteTimeSpan : Settings.Options.DrainTimeout).ConfigureAwait(false);
        }
        finally
        {
            await BreakAsync().ConfigureAwait(false);
            if (_outbox is { } outbox)
            {
                await outbox.Ended.ConfigureAwait(false);
                outbox.Dispose();
            }

            await Belongings.EndAsync().ConfigureAwait(false);
            LivePeers.Remove(this);
            _ended.SetResult();
        }
    }

    /// <summary>Lets what is running finish until the drain timeout, then cancels it, answers what is still pending, and closes the connection.</summary>
    public async Task StopAsync()
    {
        _stopping = true;
        await FinishAsync(Settings.Options.DrainTimeout).ConfigureAwait(false);
        await FlushAsync(Settings.Options.DrainTimeout).ConfigureAwait(false);
        await BreakAsync().ConfigureAwait(false);
        await Ended.ConfigureAwait(false);
    }

    /// <summary>
    /// Adds an answer, a report or an item to what is to be sent, which is for the caller to do. Where that cannot be, the connection is closed.
    /// </summary>
    public void Add(Envelope answer)
    {
        try
        {
            if (_outbox?.TryAdd(answer, Settings.Options.MaxUnsentBytes) != true && !_goneSource.IsCancellationRequested)
            {
                SessionLog.PeerTooSlow(Settings.Logger, Remote.Transport, Remote.Address, Settings.Options.MaxUnsentBytes);
                _ = BreakAsync();
            }
        }
        catch (Exception failure)
        {
            // A codec that throws, as it should not, costs its own connection and nobody else's turn in the lane.
            SessionLog.SendFailed(Settings.Logger, Remote.Transport, Remote.Address, failure);
            _ = BreakAsync();
        }
    }

    /// <summary>Has what was added sent on another thread.</summary>
    public void SendSoon() => _outbox?.SendSoon();

    /// <summary>Sends what was added, as far as that goes without waiting on this thread.</summary>
    public void Send() => _outbox?.Send();

    /// <summary>Has a message sent on another thread; false where it is not sent.</summary>
    /// <exception cref="NotSupportedException">The protocol has no form for it.</exception>
    public bool TrySend(Envelope message) => TrySend(message, Settings.Options.MaxUnsentBytes);

    /// <inheritdoc cref="TrySend(Envelope)"/>
    public bool TrySend(Envelope message, long maxUnsentBytes)
    {
        var isAdded = _outbox?.TryAdd(message, maxUnsentBytes) == true;
        SendSoon();
        return isAdded;
    }

    /// <summary>Waits while more than so many bytes are unsent.</summary>
    public ValueTask WaitForRoomAsync(long unsentBytes, CancellationToken cancellationToken) => _outbox!.WaitForRoomAsync(unsentBytes, cancellationToken);

    /// <summary>Closes the connection. Why, the log was told.</summary>
    public void Disconnect() => _ = BreakAsync();

    /// <summary>Why calls are answered without being run to their end.</summary>
    public CommandError ReasonToAbandon() => SessionErrors.Abandoned(_stopping);

    /// <summary>Why a call to the other end could not be sent.</summary>
    public CommandError ReasonNotSent() => _outbox switch
    {
        null => SessionErrors.NotUnderstoodYet,
        { IsCompleted: false } when !_goneSource.IsCancellationRequested => SessionErrors.Unsent(Settings.Options.MaxUnsentBytes),
        _ => SessionErrors.Closed(Remote),
    };

    /// <summary>Waits so long, or until the connection is gone.</summary>
    public Task WaitAsync(TimeSpan patience) => WaitAsync(_ended.Task, patience);

    private void Open(IWireProtocol protocol)
    {
        var codec = Belongings.Inspected(protocol.Name, protocol.CreateCodec(Settings.ForCodec(Remote, Caller.Streams)));
        Belongings.Outbox = _outbox = new OutboundQueue(_connection, codec, Subscriptions.Flush, SendFailed, Belongings.Traffic, _goneSource.Token);
        Belongings.Traffic.Begin(protocol.Name, _outbox);
    }

    private async Task ReadAsync()
    {
        // A command may block the thread that read its message: whoever waits for the end of this must not be on that thread.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var decoded = new List<Envelope>();
        try
        {
            // Closing the connection ends this: a canceled read would make some links useless for the replies that are still to go.
            while (await _handover.While(_connection.ReceiveAsync(CancellationToken.None)) is { } frame)
            {
                _truncated |= frame.Truncated;
                Belongings.Traffic.Receive(frame.Bytes.Length);
                if (_outbox is null)
                {
                    Open(ProtocolSelector.ByFirst(Settings.Protocols, frame));
                }

                _outbox!.Codec.Decode(frame, decoded);
                foreach (var envelope in decoded)
                {
                    Dispatch(envelope);
                }

                decoded.Clear();
                _handover.Passed();
            }
        }
        catch (Exception failure)
        {
            SessionLog.ReadFailed(Settings.Logger, Remote.Transport, Remote.Address, failure);
        }
        finally
        {
            _handover.Release();
        }
    }

    private void Dispatch(Envelope envelope)
    {
        // Who answers in another language from the first message on will not understand a complaint either.
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

    private void SendFailed(Exception failure)
    {
        if (!_goneSource.IsCancellationRequested)
        {
            SessionLog.SendFailed(Settings.Logger, Remote.Transport, Remote.Address, failure);
            _ = BreakAsync();
        }
    }

    // At the end of a pipe whoever reads the answers waits for them, however long they take; the host's stop cuts that short.
    private TimeSpan PatienceAtEnd() =>
        Remote.ReadsAfterEnd ? Timeout.InfiniteTimeSpan
        : _stopping || _truncated ? Settings.Options.DrainTimeout
        : TimeSpan.Zero;

    // Safe to be called twice, by the reader's end and by StopAsync at once; so are the two that follow.
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

    private Task FlushAsync(TimeSpan patience)
    {
        _outbox?.Complete();
        return WaitAsync(_outbox?.Ended ?? Task.CompletedTask, patience);
    }

    /// <summary>Closes the connection, which ends the reader and the sender. Throws nothing.</summary>
    private async Task BreakAsync()
    {
        await _goneSource.CancelAsync().ConfigureAwait(false);
        try
        {
            await _connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            SessionLog.CloseFailed(Settings.Logger, Remote.Transport, Remote.Address, failure);
        }
    }

    private Task WaitAsync(Task task, TimeSpan patience) => Patience.WaitAsync(task, patience, _goneSource.Token);
}
