using System.Diagnostics.CodeAnalysis;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Transports;

namespace Liaison.Sessions.Sending;

/// <summary>One end of a connection: knows the other end, sends to it, and closes the connection. Thread-safe.</summary>
/// <remarks>Everything that works over a connection knows this class alone. <see cref="Peer"/> is above: it reads, and joins the parts.</remarks>
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

    /// <summary>What is kept for as long as the connection lasts.</summary>
    public PeerBelongings Belongings { get; }

    /// <summary>What is sent to the other end; null as long as nothing can be.</summary>
    public OutboundQueue? Outbox => _outbox;

    /// <summary>Whether it is known what the other end speaks, so that something can be sent to it.</summary>
    public bool IsOpen => _outbox is not null;

    /// <summary>Whether bytes can be sent as attachments.</summary>
    public bool Attaches => _outbox?.Codec.Attaches == true;

    /// <summary>Ends when the connection is closed and nothing of the peer is left.</summary>
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

    protected Task WaitAsync(Task task, TimeSpan patience) => Patience.WaitAsync(task, patience, _goneSource.Token);

    /// <summary>It is known what the other end speaks: messages can be sent from now on.</summary>
    /// <param name="protocol">What it speaks.</param>
    /// <param name="streams">The streams of the connection.</param>
    /// <param name="sent">Called after each batch of messages that was sent.</param>
    protected void Open(IWireProtocol protocol, StreamSource streams, Action sent)
    {
        var codec = Belongings.Inspected(protocol.Name, protocol.CreateCodec(Settings.ForCodec(Remote, streams)));
        _outbox = new OutboundQueue(_connection, codec, sent, SendFailed, Belongings.Traffic, _goneSource.Token);
        Belongings.Traffic.Begin(protocol.Name, _outbox);
    }

    // Closing the connection ends this: a canceled read would make some links useless for the replies that are still to go.
    protected ValueTask<Frame?> ReceiveAsync() => _connection.ReceiveAsync(CancellationToken.None);

    /// <summary>Takes no more messages, and waits until those that there are were sent. Safe to be called twice.</summary>
    protected Task FlushAsync(TimeSpan patience)
    {
        _outbox?.Complete();
        return WaitAsync(_outbox?.Ended ?? Task.CompletedTask, patience);
    }

    /// <summary>Closes the connection, which ends the reader and the sender. Throws nothing. Safe to be called twice.</summary>
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

    /// <summary>Closes the connection, and disposes all that was kept for it. Once, by the reader.</summary>
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

    /// <summary>Nothing is left of the peer.</summary>
    protected void SetEnded() => _ended.SetResult();

    private void SendFailed(Exception failure)
    {
        if (!_goneSource.IsCancellationRequested)
        {
            SessionLog.SendFailed(Settings.Logger, Remote.Transport, Remote.Address, failure);
            _ = BreakAsync();
        }
    }
}
