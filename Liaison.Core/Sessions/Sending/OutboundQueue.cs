using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Transports;

namespace Liaison.Sessions.Sending;

/// <summary>Encodes the messages for one peer, and sends them in order. Thread-safe.</summary>
/// <remarks>
/// <para>
/// It has two buffers: while one is being sent, new messages are encoded into
/// the other. All messages that gather in this time are sent as one batch.
/// </para>
/// <para>
/// No caller waits. The first caller of <see cref="Send"/> sends everything that is added until it is done; other callers only leave
/// their messages. Added messages are not sent before one of the send methods is called.
/// </para>
/// </remarks>
internal sealed class OutboundQueue : IThreadPoolWorkItem, IDisposable
{
    private const int KeepCapacity = 64 * 1024;

    /// <summary>From this many unsent bytes on, <see cref="Hold"/> does not apply.</summary>
    public const int MaxHeldBytes = 16 * 1024;

    private readonly ICommandConnection _connection;
    private readonly Action _sent;
    private readonly Action<Exception> _failed;
    private readonly SessionTraffic _traffic;
    private readonly CancellationToken _gone;
    private readonly CancellationTokenRegistration _registration;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FrameWriter _filling = new();
    private FrameWriter _sending = new();
    private TaskCompletionSource? _room;
    private volatile bool _isTaken;
    private volatile bool _isHeld;
    private bool _isSending;
    private bool _completed;

    /// <summary>Creates a queue.</summary>
    /// <param name="connection">The connection to send to.</param>
    /// <param name="codec">Encodes messages.</param>
    /// <param name="sent">Called after each batch.</param>
    /// <param name="failed">Called when a batch could not be sent. No more is sent then.</param>
    /// <param name="traffic">Counts the sent bytes.</param>
    /// <param name="gone">Canceled when the connection is closed.</param>
    public OutboundQueue(ICommandConnection connection, IWireCodec codec, Action sent, Action<Exception> failed, SessionTraffic traffic, CancellationToken gone)
    {
        (_connection, Codec, _sent, _failed, _traffic, _gone) = (connection, codec, sent, failed, traffic, gone);
        _registration = gone.UnsafeRegister(static queue => ((OutboundQueue)queue!).Complete(), this);
    }

    public IWireCodec Codec { get; }

    /// <summary>Whether the queue accepts no more messages.</summary>
    public bool IsCompleted => Volatile.Read(ref _completed);

    /// <summary>Completes when nothing more will be sent. Never fails.</summary>
    public Task Ended => _ended.Task;

    /// <summary>
    /// Adds a message, to be sent by <see cref="Send"/> or <see cref="SendSoon"/>. False if it was not added, because there are more
    /// unsent bytes than allowed or the queue is completed.
    /// </summary>
    /// <remarks>Encoding runs getters and converters of the application's results, one message at a time for each peer.</remarks>
    /// <exception cref="NotSupportedException">The protocol has no form for the call.</exception>
    public bool TryAdd(Envelope envelope, long maxUnsentBytes)
    {
        lock (_gate)
        {
            if (_completed || Unsent > maxUnsentBytes)
            {
                return false;
            }

            NestedSends.Encode(Codec, envelope, _filling);
            if (_filling.TotalLength >= MaxHeldBytes)
            {
                _isHeld = false;
            }

            return true;
        }
    }

    /// <summary>Sends the added messages on another thread, and returns at once.</summary>
    public void SendSoon()
    {
        if (NestedSends.IsEncoding)
        {
            // Without the lock: this thread has the lock of a queue already.
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }
        else if (!_isTaken && !_isHeld)
        {
            // The current sender, or one that is about to start, sends the messages that were added before this line.
            lock (_gate)
            {
                if (_isTaken)
                {
                    return;
                }

                _isTaken = true;
            }

            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }
    }

    /// <summary>Sends the added messages on this thread as far as possible without waiting. The rest is sent later.</summary>
    public void Send()
    {
        // If one of the application's own threads ended the command, it must not run the code of a transport. A thread that encodes a
        // message must not send half of it.
        if (!Thread.CurrentThread.IsThreadPoolThread || NestedSends.IsEncoding)
        {
            SendSoon();
            return;
        }

        if (TryBegin())
        {
            _ = SendAllAsync();
        }
    }

    /// <summary>
    /// Lets <see cref="SendSoon"/> wait for <see cref="SendHeld"/> or <see cref="SendHeldSoon"/>, so that many messages are sent at once.
    /// </summary>
    public void Hold() => _isHeld = true;

    /// <summary>Ends <see cref="Hold"/>, and sends as <see cref="Send"/> does.</summary>
    public void SendHeld()
    {
        _isHeld = false;
        Send();
    }

    /// <summary>Ends <see cref="Hold"/>, and sends as <see cref="SendSoon"/> does.</summary>
    public void SendHeldSoon()
    {
        _isHeld = false;
        SendSoon();
    }

    void IThreadPoolWorkItem.Execute() => Send();

    /// <summary>Completes when the number of unsent bytes is within the limit, or when nothing can be sent any more.</summary>
    public async ValueTask WaitForRoomAsync(long maxUnsentBytes, CancellationToken cancellationToken)
    {
        while (Room(maxUnsentBytes) is { } room)
        {
            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Accepts no more messages. Those already added are still sent.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            _room?.TrySetResult();
        }

        SendHeldSoon();
    }

    /// <summary>Returns the buffers to the pool. Only after <see cref="Ended"/>.</summary>
    public void Dispose()
    {
        _registration.Unregister();
        lock (_gate)
        {
            _filling.Dispose();
            _sending.Dispose();
        }
    }

    /// <summary>The number of bytes that are not sent yet.</summary>
    public long UnsentBytes
    {
        get
        {
            lock (_gate)
            {
                return Unsent;
            }
        }
    }

    private long Unsent => _filling.TotalLength + (long)_sending.TotalLength;

    private bool TryBegin()
    {
        lock (_gate)
        {
            if (_isSending)
            {
                return false;
            }

            return _isSending = _isTaken = true;
        }
    }

    private async Task SendAllAsync()
    {
        try
        {
            while (TakeBatch())
            {
                _traffic.Send(_sending.TotalLength);
                await _connection.SendAsync(_sending.Frames, _gone).ConfigureAwait(false);
                MakeRoom();
                _sent();
            }
        }
        catch (Exception failure)
        {
            End();
            _failed(failure);
        }
    }

    // False if no messages are left. Sending then stops until there are new ones.
    private bool TakeBatch()
    {
        lock (_gate)
        {
            if (_filling.TotalLength > 0 && !_gone.IsCancellationRequested)
            {
                (_filling, _sending) = (_sending, _filling);
                return true;
            }

            // An idle peer holds no buffers.
            _sending.Clear(keep: 0);
            if (_filling.TotalLength == 0)
            {
                _filling.Clear(keep: 0);
            }

            // Once completed it stays taken, so that no caller starts to send again.
            _isSending = _isTaken = _completed;
            if (_completed)
            {
                _ended.TrySetResult();
            }

            return false;
        }
    }

    private void MakeRoom()
    {
        TaskCompletionSource? room;
        lock (_gate)
        {
            _sending.Clear(KeepCapacity);
            (room, _room) = (_room, null);
        }

        room?.TrySetResult();
    }

    private void End()
    {
        lock (_gate)
        {
            _completed = true;
            _room?.TrySetResult();
        }

        _ended.TrySetResult();
    }

    private Task? Room(long maxUnsentBytes)
    {
        lock (_gate)
        {
            return _completed || Unsent <= maxUnsentBytes
                ? null
                : (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }
}
