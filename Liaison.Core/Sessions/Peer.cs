using System.Diagnostics.CodeAnalysis;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Transports;

namespace Liaison.Sessions;

/// <summary>One end of a connection: reads messages, runs requests, matches answers to the calls of this end, and sends.</summary>
/// <remarks>A host has one peer per connection, a client has one. <see cref="PeerSettings"/> holds the differences between both.</remarks>
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

    /// <summary>The calls that this end makes.</summary>
    public RemoteCaller Caller { get; }

    /// <summary>The subscriptions of the other end.</summary>
    public Subscriptions Subscriptions { get; }

    /// <summary>The objects that live as long as the connection.</summary>
    public PeerBelongings Belongings { get; }

    /// <summary>Whether the protocol of the other end is known, so that messages can be sent to it.</summary>
    public bool IsOpen => _outbox is not null;

    /// <summary>Whether the other end has sent a message of the protocol.</summary>
    public bool IsUnderstood { get; private set; }

    /// <summary>Whether bytes can be sent as attachments.</summary>
    public bool Attaches => _outbox?.Codec.Attaches == true;

    /// <summary>The waiting and running calls of the other end.</summary>
    public IncomingCalls Incoming { get; }

    /// <summary>Completes when the connection is closed and all objects of the peer are released.</summary>
    public Task Ended => _ended.Task;

    /// <summary>
    /// Serves on the thread pool until the other end leaves or <see cref="StopAsync"/> closes the connection. Never fails.
    /// </summary>
    public Task RunAsync()
    {
        Belongings.Begin(this);
        if (ProtocolSelector.BeforeFirst(Settings.Protocols, Remote) is { } protocol)
        {
            Open(protocol);
            _greeting.Send();
        }

        // Commands run on the reader's threads. The execution context of this caller must not flow into them.
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

    /// <summary>
    /// Lets calls finish until the drain timeout, cancels the others, answers the pending ones, and closes the connection.
    /// </summary>
    public async Task StopAsync()
    {
        _stopping = true;
        await FinishAsync(Settings.Options.DrainTimeout).ConfigureAwait(false);
        await FlushAsync(Settings.Options.DrainTimeout).ConfigureAwait(false);
        await BreakAsync().ConfigureAwait(false);
        await Ended.ConfigureAwait(false);
    }

    /// <summary>Adds an answer, a report or an item. The caller must send it. If it cannot be added, the connection is closed.</summary>
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
            // If a codec throws against its contract, this ends only its own connection, and no other call loses its turn in the lane.
            SessionLog.SendFailed(Settings.Logger, Remote.Transport, Remote.Address, failure);
            _ = BreakAsync();
        }
    }

    /// <summary>Sends the added messages on another thread.</summary>
    public void SendSoon() => _outbox?.SendSoon();

    /// <summary>Sends the added messages on this thread as far as possible without waiting.</summary>
    public void Send() => _outbox?.Send();

    /// <summary>Sends a message on another thread; false if it cannot be sent.</summary>
    /// <exception cref="NotSupportedException">The protocol has no form for it.</exception>
    public bool TrySend(Envelope message) => TrySend(message, Settings.Options.MaxUnsentBytes);

    /// <inheritdoc cref="TrySend(Envelope)"/>
    public bool TrySend(Envelope message, long maxUnsentBytes)
    {
        var isAdded = _outbox?.TryAdd(message, maxUnsentBytes) == true;
        SendSoon();
        return isAdded;
    }

    /// <summary>Waits while more bytes than the limit are unsent.</summary>
    public ValueTask WaitForRoomAsync(long unsentBytes, CancellationToken cancellationToken) => _outbox!.WaitForRoomAsync(unsentBytes, cancellationToken);

    /// <summary>Closes the connection. The caller has already logged the reason.</summary>
    public void Disconnect() => _ = BreakAsync();

    /// <summary>The error for calls that are answered before they have ended.</summary>
    public CommandError ReasonToAbandon() => SessionErrors.Abandoned(_stopping);

    /// <summary>Why a call to the other end could not be sent.</summary>
    public CommandError ReasonNotSent() => _outbox switch
    {
        null => SessionErrors.NotUnderstoodYet,
        { IsCompleted: false } when !_goneSource.IsCancellationRequested => SessionErrors.Unsent(Settings.Options.MaxUnsentBytes),
        _ => SessionErrors.Closed(Remote),
    };

    /// <summary>Waits for the given time, or until the connection is gone.</summary>
    public Task WaitAsync(TimeSpan patience) => WaitAsync(_ended.Task, patience);

    private void Open(IWireProtocol protocol)
    {
        var codec = Belongings.Inspected(protocol.Name, protocol.CreateCodec(Settings.ForCodec(Remote, Caller.Streams)));
        Belongings.Outbox = _outbox = new OutboundQueue(_connection, codec, Subscriptions.Flush, SendFailed, Belongings.Traffic, _goneSource.Token);
        Belongings.Traffic.Begin(protocol.Name, _outbox);
    }

    private async Task ReadAsync()
    {
        // A command may block the thread that read its message. The caller that awaits this loop must not need that thread.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var decoded = new List<Envelope>();
        try
        {
            // Closing the connection ends this read. A canceled read would make some connections useless for the remaining replies.
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

    private void SendFailed(Exception failure)
    {
        if (!_goneSource.IsCancellationRequested)
        {
            SessionLog.SendFailed(Settings.Logger, Remote.Transport, Remote.Address, failure);
            _ = BreakAsync();
        }
    }

    // At the end of a pipe, its reader waits for the answers, however long they take. Only the host's stop ends this.
    private TimeSpan PatienceAtEnd() =>
        Remote.ReadsAfterEnd ? Timeout.InfiniteTimeSpan
        : _stopping || _truncated ? Settings.Options.DrainTimeout
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

    private Task FlushAsync(TimeSpan patience)
    {
        _outbox?.Complete();
        return WaitAsync(_outbox?.Ended ?? Task.CompletedTask, patience);
    }

    /// <summary>Closes the connection, which ends the reader and the sender. Never throws.</summary>
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
