using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Transports;

namespace Liaison.Sessions;

/// <summary>
/// Encodes what is sent to one peer, and sends it in order. There are two buffers: messages are encoded into one while the other is
/// being sent, so that whatever gathered in the meantime goes out as one batch.
/// </summary>
internal sealed class OutboundQueue(ICommandConnection connection, IWireCodec codec, Action sent) : IDisposable
{
    private const int KeepCapacity = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly AsyncSignal _ready = new();
    private FrameWriter _filling = new();
    private FrameWriter _sending = new();
    private TaskCompletionSource? _room;
    private bool _completed;

    /// <summary>Whether the queue takes no more messages.</summary>
    public bool IsCompleted => Volatile.Read(ref _completed);

    /// <summary>Queues a message. False: it is not sent, since more than so many bytes are unsent, or the queue was completed.</summary>
    /// <remarks>Encoding runs the getters and converters of the application's results, one at a time for each peer.</remarks>
    /// <exception cref="NotSupportedException">The protocol has no form for the call.</exception>
    public bool TrySend(Envelope envelope, long maxUnsentBytes)
    {
        lock (_gate)
        {
            if (_completed || Unsent > maxUnsentBytes)
            {
                return false;
            }

            codec.Encode(envelope, _filling);
        }

        _ready.Set();
        return true;
    }

    /// <summary>Ends when at most so many bytes are unsent, or nothing can be sent any more.</summary>
    public async ValueTask WaitForRoomAsync(long maxUnsentBytes, CancellationToken cancellationToken)
    {
        while (Room(maxUnsentBytes) is { } room)
        {
            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes no more messages; <see cref="RunAsync"/> ends when those that are queued are sent.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            _room?.TrySetResult();
        }

        _ready.Set();
    }

    /// <summary>Sends until <see cref="Complete"/>, or until the link is gone, which it throws.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var waking = cancellationToken.UnsafeRegister(static queue => ((OutboundQueue)queue!).Complete(), this);
        try
        {
            do
            {
                await _ready.WaitAsync().ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }
            while (await SendBatchAsync(cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            Complete();
        }
    }

    /// <summary>Gives the buffers back. Only after <see cref="RunAsync"/> has ended.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _filling.Dispose();
            _sending.Dispose();
        }
    }

    private long Unsent => _filling.TotalLength + (long)_sending.TotalLength;

    private async ValueTask<bool> SendBatchAsync(CancellationToken cancellationToken)
    {
        bool completed;
        lock (_gate)
        {
            (_filling, _sending) = (_sending, _filling);
            completed = _completed;
        }

        if (_sending.TotalLength > 0)
        {
            await connection.SendAsync(_sending.Frames, cancellationToken).ConfigureAwait(false);
        }

        TaskCompletionSource? room;
        lock (_gate)
        {
            _sending.Clear(KeepCapacity);
            (room, _room) = (_room, null);
        }

        room?.TrySetResult();
        sent();
        return !completed;
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
