using System.Diagnostics.CodeAnalysis;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Transports;

namespace Liaison.Sessions.Sending;

/// <summary>One end of a connection: knows the other end, sends to it, and closes the connection. Thread-safe.</summary>
/// <remarks>The rooms of a session know this class only. <see cref="Peer"/> is above them: it reads, and joins the rooms.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "CloseAsync disposes the queue; the source has nothing to dispose.")]
internal abstract class PeerLink
{
    private readonly ICommandConnection _connection;
    private readonly CancellationTokenSource _goneSource = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile PeerInfo _remote;
    private volatile OutboundQueue? _outbox;
    private volatile bool _stopping;

    protected PeerLink(ICommandConnection connection, LinkSettings settings)
    {
        _connection = connection;
        _remote = connection.Remote;
        Settings = settings;
        Belongings = new PeerBelongings(settings.Logger, _remote.Transport);
    }

    public LinkSettings Settings { get; }

    /// <summary>Who is at the other end, with what was proved since the connection was made.</summary>
    public PeerInfo Remote => _remote;

    /// <summary>The objects that live as long as the connection.</summary>
    public PeerBelongings Belongings { get; }

    /// <summary>The queue of messages to the other end; null while nothing can be sent.</summary>
    public OutboundQueue? Outbox => _outbox;

    /// <summary>Whether the protocol of the other end is known, so that messages can be sent to it.</summary>
    public bool IsOpen => _outbox is not null;

    /// <summary>Whether the requests of the other end come from the pool, so that they are returned there.</summary>
    public bool ReusesRequests { get; private set; }

    /// <summary>Whether bytes can be sent as attachments.</summary>
    public bool Attaches => _outbox?.Codec.Attaches == true;

    /// <summary>Completes when the connection is closed and all objects of the peer are released.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Whether this end was told to close the connection.</summary>
    protected bool IsStopping
    {
        get => _stopping;
        set => _stopping = value;
    }

    /// <summary>The other end has proved who it is.</summary>
    public void Proved() => _remote = _remote.Admission is { } proved ? _remote with { Credential = proved.Credential } : _remote;

    /// <summary>
    /// Adds an answer, a report or an item. The caller must send it. If the peer has too many unsent bytes, the connection is closed. If
    /// this end is closing the connection, the message is dropped.
    /// </summary>
    public void Add(Envelope answer)
    {
        if (NestedSends.IsEncoding)
        {
            Postpone(answer);
            return;
        }

        try
        {
            if (_outbox?.TryAdd(answer, Settings.Options.MaxUnsentBytes) != true && _outbox?.IsCompleted != true && !_goneSource.IsCancellationRequested)
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

    /// <summary>Lets <see cref="SendSoon"/> wait for <see cref="SendHeld"/>, so that many answers are sent at once.</summary>
    public void HoldAnswers() => _outbox?.Hold();

    /// <summary>Ends <see cref="HoldAnswers"/>, and sends on this thread as far as possible without waiting.</summary>
    public void SendHeld() => _outbox?.SendHeld();

    /// <summary>Ends <see cref="HoldAnswers"/>, and sends on another thread.</summary>
    public void SendHeldSoon() => _outbox?.SendHeldSoon();

    /// <summary>Continues to read on another thread, because the thread of the reader runs a command that takes long.</summary>
    public abstract void ReadOn();

    /// <summary>Sends a message on another thread; false if it cannot be sent.</summary>
    /// <exception cref="NotSupportedException">The protocol has no form for it.</exception>
    public bool TrySend(Envelope message) => TrySend(message, Settings.Options.MaxUnsentBytes);

    /// <inheritdoc cref="TrySend(Envelope)"/>
    public bool TrySend(Envelope message, long maxUnsentBytes)
    {
        if (NestedSends.IsEncoding)
        {
            Postpone(message);
            return true;
        }

        var isAdded = _outbox?.TryAdd(message, maxUnsentBytes) == true;
        SendSoon();
        return isAdded;
    }

    /// <summary>
    /// Sends a message about a stream on this thread as far as possible without waiting, however many bytes are unsent. False if it cannot
    /// be sent.
    /// </summary>
    public bool TrySendNow(Envelope message)
    {
        if (NestedSends.IsEncoding)
        {
            // Its caller may use the bytes of a chunk again as soon as this method returns.
            Postpone((message as Chunk)?.Copied() ?? message);
            return true;
        }

        var isAdded = _outbox?.TryAdd(message, long.MaxValue) == true;
        Send();
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

    protected Task WaitAsync(Task task, TimeSpan patience) => Patience.WaitAsync(task, patience, _goneSource.Token);

    /// <summary>Makes the codec and the queue of the connection, so that messages can be sent.</summary>
    /// <param name="protocol">The protocol of the other end.</param>
    /// <param name="streams">The streams of the connection.</param>
    /// <param name="sent">Called after each batch of messages that was sent.</param>
    protected void Open(IWireProtocol protocol, StreamSource streams, Action sent)
    {
        var codec = Belongings.Inspected(protocol.Name, protocol.CreateCodec(Settings.ForCodec(Remote, streams)));

        // Other codecs may keep their requests, or report them.
        ReusesRequests = codec is LiaisonCodec;
        _outbox = new OutboundQueue(_connection, codec, sent, SendFailed, Belongings.Traffic, _goneSource.Token);
        Belongings.Traffic.Begin(protocol.Name, _outbox);
    }

    // Closing the connection ends this read. A canceled read would make some connections useless for the remaining replies.
    protected ValueTask<Frame?> ReceiveAsync() => _connection.ReceiveAsync(CancellationToken.None);

    /// <summary>Returns the memory of the frame that was received last, if the connection can use it again.</summary>
    protected void Recycle(Frame frame) => (_connection as IRecyclingConnection)?.Recycle(frame);

    /// <summary>Takes no more messages, and waits until all messages are sent. The reader's end and a stop may call it at the same time.</summary>
    protected Task FlushAsync(TimeSpan patience)
    {
        _outbox?.Complete();
        return WaitAsync(_outbox?.Ended ?? Task.CompletedTask, patience);
    }

    /// <summary>Closes the connection, which ends the reader and the sender. Never throws. It may be called more than once.</summary>
    protected async Task BreakAsync()
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

    /// <summary>Closes the connection, and disposes the queue and all objects of the connection. The reader calls it once.</summary>
    protected async Task CloseAsync()
    {
        await BreakAsync().ConfigureAwait(false);
        if (_outbox is { } outbox)
        {
            await outbox.Ended.ConfigureAwait(false);
            outbox.Dispose();
        }

        await Belongings.EndAsync().ConfigureAwait(false);
    }

    /// <summary>Completes <see cref="Ended"/>.</summary>
    protected void SetEnded() => _ended.SetResult();

    // A getter or a converter of the application sends while it runs to encode another message.
    private void Postpone(Envelope message) => NestedSends.Postpone(() =>
    {
        Add(message);
        Send();
    });

    private void SendFailed(Exception failure)
    {
        if (!_goneSource.IsCancellationRequested)
        {
            SessionLog.SendFailed(Settings.Logger, Remote.Transport, Remote.Address, failure);
            _ = BreakAsync();
        }
    }
}
