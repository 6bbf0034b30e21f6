using System.Buffers;
using Liaison.Messages;

namespace Liaison.Resumption;

/// <summary>
/// The sending half of a session. It keeps messages until they are acknowledged, and writes those that the current link lacks.
/// Thread-safe; one caller sends messages.
/// </summary>
/// <param name="maxBytes">How many bytes may be unacknowledged. One message is always allowed.</param>
/// <param name="lost">Called when writing to a link has failed.</param>
internal sealed class SessionSender(long maxBytes, Action<ResumableLink> lost)
{
    /// <summary>How many bytes are passed to a link at once.</summary>
    private const int BatchBytes = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly SentFrames _sent = new();
    private readonly Receipts _receipts = new();
    private readonly ArrayBufferWriter<Frame> _batch = new(16);
    private readonly List<Frame> _control = [];
    private ResumableLink? _link;
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _written;
    private Frame? _last;
    private bool _isWriting;
    private bool _isAsking;
    private bool _isOver;

    /// <summary>Whether <see cref="SendLastAsync"/> was called.</summary>
    public bool IsEnding
    {
        get
        {
            lock (_gate)
            {
                return _last is not null;
            }
        }
    }

    /// <summary>Continues over another link. False if its end acknowledges unsent messages, or lacks messages that are not kept.</summary>
    public bool TryMoveTo(ResumableLink link, long received, ControlFrame greeting)
    {
        lock (_gate)
        {
            if (_isOver || !_sent.TryRewind(received))
            {
                return false;
            }

            _link = link;
            _isAsking = false;
            _control.Clear();
            _control.Add(greeting.ToFrame());
            SignalRoom();
            return true;
        }
    }

    /// <summary>Stops writing until there is another link.</summary>
    public void Leave(ResumableLink link)
    {
        lock (_gate)
        {
            _link = _link == link ? null : _link;
        }
    }

    /// <summary>Notes a received message, which must be acknowledged. One caller receives messages.</summary>
    public void Arrived(int bytes)
    {
        _receipts.Arrived(bytes);
        if (_receipts.AreDue)
        {
            WriteSoon();
        }
    }

    /// <summary>Removes acknowledged messages. False if the other end acknowledges messages that were never sent.</summary>
    public bool TryAcknowledge(long received)
    {
        lock (_gate)
        {
            _isAsking = false;
            SignalRoom();
            return _sent.TryAcknowledge(received);
        }
    }

    /// <summary>Tells the other end how many messages have arrived.</summary>
    public void Acknowledge()
    {
        lock (_gate)
        {
            _control.Add(_receipts.Acknowledge());
        }

        WriteSoon();
    }

    /// <summary>Sends messages. When the task completes, they are written, or kept for the next link.</summary>
    /// <exception cref="IOException">The session has ended.</exception>
    /// <exception cref="NotSupportedException">The link has no binary frames.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken)
    {
        while (true)
        {
            var room = AddOrWait(ref frames, out var others);
            await (others?.WaitAsync(cancellationToken) ?? WriteAllAsync(cancellationToken)).ConfigureAwait(false);
            if (room is null)
            {
                return;
            }

            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends the last message of the session, after all others. Only the first call sends.</summary>
    public Task SendLastAsync(Frame last)
    {
        Task? others;
        lock (_gate)
        {
            _isOver |= _last is not null;
            _last ??= last;
            others = BeginWriting();
        }

        return others ?? WriteAllAsync(CancellationToken.None);
    }

    /// <summary>Writes the waiting messages: on the thread that already writes, or on this one until it would have to wait.</summary>
    public void WriteSoon()
    {
        lock (_gate)
        {
            if (_isWriting || !HasToWrite)
            {
                return;
            }

            _isWriting = true;
        }

        _ = WriteAllAsync(CancellationToken.None).ContinueWith(
            static written => _ = written.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Writes nothing more. Further and waiting sends fail.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isOver = true;
            SignalRoom();
        }
    }

    private bool HasToWrite =>
        !_isOver && _link is not null && (_control.Count > 0 || _sent.HasUnwritten || _last is not null || _receipts.AreDue);

    // Adds the messages for which there is room, and leaves the others. Null if all were added. The caller must write, unless others
    // do: it then waits for them.
    private Task? AddOrWait(ref ReadOnlyMemory<Frame> frames, out Task? others)
    {
        lock (_gate)
        {
            if (_isOver)
            {
                throw new IOException("The session has ended. Connect again to send more.");
            }

            others = BeginWriting();
            while (!frames.IsEmpty && _sent.TryAdd(ControlFrame.Escape(frames.Span[0]), maxBytes))
            {
                frames = frames[1..];
            }

            if (frames.IsEmpty)
            {
                return null;
            }

            if (!_isAsking && _link is not null)
            {
                _isAsking = true;
                _control.Add(new ControlFrame(ControlKind.Sync).ToFrame());
            }

            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task;
        }
    }

    private void SignalRoom()
    {
        _room?.TrySetResult();
        _room = null;
    }

    // Under the lock. Null if the caller must write. Otherwise another thread writes, and the task completes when it has ended.
    private Task? BeginWriting()
    {
        if (!_isWriting)
        {
            _isWriting = true;
            return null;
        }

        _written ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _written.Task;
    }

    // Completes when everything is written, or when there is no link.
    private async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (TakeBatch() is { } link)
            {
                try
                {
                    await link.Connection.SendAsync(_batch.WrittenMemory, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception failure) when (failure is not NotSupportedException && !cancellationToken.IsCancellationRequested)
                {
                    lost(link);
                }
            }
        }
        catch
        {
            // The next link would not accept the message either. After a canceled send, a message may be half sent.
            lock (_gate)
            {
                _isOver = true;
                StopWriting();
            }

            throw;
        }
    }

    private ResumableLink? TakeBatch()
    {
        lock (_gate)
        {
            _batch.ResetWrittenCount();
            if (!HasToWrite)
            {
                StopWriting();
                return null;
            }

            _control.ForEach(Batch);
            _control.Clear();
            if (_receipts.AreHalfDue)
            {
                Batch(_receipts.Acknowledge());
            }

            _sent.Take(_batch, BatchBytes);
            if (_last is { } last && !_sent.HasUnwritten)
            {
                Batch(last);
                _isOver = true;
            }

            return _link;
        }
    }

    private void Batch(Frame frame) => _batch.Write([frame]);

    private void StopWriting()
    {
        _isWriting = false;
        _written?.TrySetResult();
        _written = null;
    }
}
