using System.Buffers;
using Liaison.Messages;

namespace Liaison.Resumption;

/// <summary>
/// The sending half of a session: keeps messages until the other end acknowledges them, and writes what the present link lacks.
/// Thread-safe; one caller sends messages.
/// </summary>
/// <param name="maxBytes">How many bytes may be unacknowledged; one message may always be.</param>
/// <param name="lost">Called when a link did not take what was written to it.</param>
internal sealed class SessionSender(long maxBytes, Action<ResumableLink> lost)
{
    /// <summary>Receipt is acknowledged after so many messages or bytes, and after half as many where there is a message to go with it.</summary>
    private const int AckMessages = 64;
    private const int AckBytes = 64 * 1024;

    /// <summary>So many bytes are given to a link at once.</summary>
    private const int BatchBytes = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly SentFrames _sent = new();
    private readonly ArrayBufferWriter<Frame> _batch = new(16);
    private readonly List<Frame> _control = [];
    private ResumableLink? _link;
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _written;
    private Frame? _last;
    private bool _isWriting;
    private bool _isAsking;
    private bool _isOver;
    private long _received;
    private long _acknowledged;
    private long _unacknowledgedBytes;

    /// <summary>Whether the last message of the session was given to <see cref="SendLastAsync"/>.</summary>
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

    /// <summary>Goes on over another link; false where the other end claims to have what was never sent, or lacks what is not kept.</summary>
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

    /// <summary>Writes to no link until there is another one.</summary>
    public void Leave(ResumableLink link)
    {
        lock (_gate)
        {
            _link = _link == link ? null : _link;
        }
    }

    /// <summary>A message has arrived, which is to be acknowledged.</summary>
    public void Arrived(int bytes)
    {
        bool acknowledges;
        lock (_gate)
        {
            _received++;
            _unacknowledgedBytes += bytes;
            acknowledges = Acknowledges(AckMessages, AckBytes);
        }

        if (acknowledges)
        {
            WriteSoon();
        }
    }

    /// <summary>Lets go of what the other end has; false where the other end claims to have what was never sent.</summary>
    public bool TryAcknowledge(long received)
    {
        lock (_gate)
        {
            _isAsking = false;
            SignalRoom();
            return _sent.TryAcknowledge(received);
        }
    }

    /// <summary>Tells the other end how much has arrived.</summary>
    public void Acknowledge()
    {
        lock (_gate)
        {
            _control.Add(Acknowledgement());
        }

        WriteSoon();
    }

    /// <summary>Sends messages. On return they are written, or kept for the next link.</summary>
    /// <exception cref="IOException">The session has ended.</exception>
    /// <exception cref="NotSupportedException">The link has no binary frames.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken)
    {
        for (var i = 0; i < frames.Length; i++)
        {
            var frame = ControlFrame.Escape(frames.Span[i]);
            while (WaitForRoom(frame) is { } room)
            {
                await WriteAsync(cancellationToken).ConfigureAwait(false);
                await room.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        await WriteAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends the last message of the session, behind all others. Only the first one is sent.</summary>
    public ValueTask SendLastAsync(Frame last)
    {
        lock (_gate)
        {
            _isOver |= _last is not null;
            _last ??= last;
        }

        return WriteAsync(CancellationToken.None);
    }

    /// <summary>Has what there is to write written: by the thread that writes already, or by this one as far as that goes without waiting.</summary>
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

    /// <summary>Writes nothing more, and fails whoever wants to send.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isOver = true;
            SignalRoom();
        }
    }

    private bool HasToWrite =>
        !_isOver && _link is not null && (_control.Count > 0 || _sent.HasUnwritten || _last is not null || Acknowledges(AckMessages, AckBytes));

    private bool Acknowledges(int messages, int bytes) => _received - _acknowledged >= messages || _unacknowledgedBytes >= bytes;

    private Frame Acknowledgement()
    {
        (_acknowledged, _unacknowledgedBytes) = (_received, 0);
        return new ControlFrame(ControlKind.Ack, Received: _received).ToFrame();
    }

    // Null where the message was added.
    private Task? WaitForRoom(Frame frame)
    {
        lock (_gate)
        {
            if (_isOver)
            {
                throw new IOException("The session has ended. Connect again to send more.");
            }

            if (_sent.IsEmpty || _sent.Bytes + frame.Bytes.Length <= maxBytes)
            {
                _sent.Add(frame);
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

    // Ends when everything is written, or there is no link to write to.
    private async ValueTask WriteAsync(CancellationToken cancellationToken)
    {
        Task? written = null;
        lock (_gate)
        {
            if (_isWriting)
            {
                _written ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                written = _written.Task;
            }

            _isWriting = true;
        }

        await (written?.WaitAsync(cancellationToken) ?? WriteAllAsync(cancellationToken)).ConfigureAwait(false);
    }

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
            // The next link would not take the message either; and a canceled send leaves half a message behind.
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
            if (Acknowledges(AckMessages / 2, AckBytes / 2))
            {
                Batch(Acknowledgement());
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
