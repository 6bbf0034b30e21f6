using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Transports;

namespace Liaison.Sessions.Sending;

/// <summary>
/// Encodes what is sent to one peer, and sends it in order. There are two buffers: messages are encoded into one while the other is
/// being sent, so that whatever gathered in the meantime goes out as one batch. Thread-safe.
/// </summary>
/// <remarks>
/// Nobody waits to send: whoever calls <see cref="Send"/> while nobody sends does it, and others leave theirs to that one. What was added
/// stays until then.
/// </remarks>
internal sealed class OutboundQueue : IThreadPoolWorkItem, IDisposable
{
    private const int KeepCapacity = 64 * 1024;

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
    private bool _isSending;
    private bool _completed;

    /// <summary>Makes a queue.</summary>
    /// <param name="connection">Where to.</param>
    /// <param name="codec">How messages are written.</param>
    /// <param name="sent">Called after each batch.</param>
    /// <param name="failed">Called when a batch could not be sent: nothing more will be.</param>
    /// <param name="traffic">Counts what is sent.</param>
    /// <param name="gone">Fires when the connection is closed.</param>
    public OutboundQueue(ICommandConnection connection, IWireCodec codec, Action sent, Action<Exception> failed, SessionTraffic traffic, CancellationToken gone)
    {
        (_connection, Codec, _sent, _failed, _traffic, _gone) = (connection, codec, sent, failed, traffic, gone);
        _registration = gone.UnsafeRegister(static queue => ((OutboundQueue)queue!).Complete(), this);
    }

    public IWireCodec Codec { get; }

    /// <summary>Whether the queue takes no more messages.</summary>
    public bool IsCompleted => Volatile.Read(ref _completed);

    /// <summary>Ends when nothing more is sent. It never fails.</summary>
    public Task Ended => _ended.Task;

    /// <summary>
    /// Adds a message, which <see cref="Send"/> or <see cref="SendSoon"/> is to send. False: it is not sent, since more than so many bytes
    /// are unsent, or the queue was completed.
    /// </summary>
    /// <remarks>Encoding runs the getters and converters of the application's results, one at a time for each peer.</remarks>
    /// <exception cref="NotSupportedException">The protocol has no form for the call.</exception>
    public bool TryAdd(Envelope envelope, long maxUnsentBytes)
    {
        lock (_gate)
        {
            if (_completed || Unsent > maxUnsentBytes)
            {
                return false;
            }

            Codec.Encode(envelope, _filling);
            return true;
        }
    }

    /// <summary>Has what was added sent on another thread, and returns at once.</summary>
    public void SendSoon()
    {
        // Whoever sends, or is about to, sees what was added before this.
        if (!_isTaken)
        {
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

    /// <summary>Sends what was added, as far as that goes without waiting on this thread; the rest follows.</summary>
    public void Send()
    {
        // A thread of the application's own may have ended the command; it is not for what a transport does.
        if (!Thread.CurrentThread.IsThreadPoolThread)
        {
            SendSoon();
            return;
        }

        if (TryBegin())
        {
            _ = SendAllAsync();
        }
    }

    void IThreadPoolWorkItem.Execute() => Send();

    /// <summary>Ends when at most so many bytes are unsent, or nothing can be sent any more.</summary>
    public async ValueTask WaitForRoomAsync(long maxUnsentBytes, CancellationToken cancellationToken)
    {
        while (Room(maxUnsentBytes) is { } room)
        {
            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes no more messages; what was added is still sent.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            _room?.TrySetResult();
        }

        SendSoon();
    }

    /// <summary>Gives the buffers back. Only after <see cref="Ended"/>.</summary>
    public void Dispose()
    {
        _registration.Unregister();
        lock (_gate)
        {
            _filling.Dispose();
            _sending.Dispose();
        }
    }

    /// <summary>How many bytes are not sent yet.</summary>
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

    // False where nothing is left: nobody sends then, until there is more.
    private bool TakeBatch()
    {
        lock (_gate)
        {
            if (_filling.TotalLength > 0 && !_gone.IsCancellationRequested)
            {
                (_filling, _sending) = (_sending, _filling);
                return true;
            }

            // At the end it stays taken, so that nobody begins again.
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
