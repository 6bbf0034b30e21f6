using System.Runtime.CompilerServices;
using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Resumption;

/// <summary>
/// One end of a session that survives the loss of its links. It counts received messages, and sends missing ones again on the next link.
/// </summary>
/// <remarks>
/// Without a link, receiving waits, and sending waits once the buffer is full: the session behaves like a peer that reads slowly. The
/// owner provides the next link with <see cref="Attach"/>, or gives up with <see cref="End()"/>.
/// </remarks>
internal sealed class ResumableConnection : ICommandConnection, IRecyclingConnection
{
    /// <summary>The time limit for sending the last message, which ends the session.</summary>
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly SessionSender _sender;
    private readonly Action<int> _lost;
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _linked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ResumableLink? _link;
    private ResumableLink? _former;
    private bool _isUnresumable;
    private bool _isOver;
    private int _losses;
    private long _received;

    /// <summary>Creates an end without a link.</summary>
    /// <param name="remote">The peer at the other end.</param>
    /// <param name="maxBytes">How many bytes may be unacknowledged. One message is always allowed.</param>
    /// <param name="lost">Called each time the link is lost, with the number of the loss.</param>
    public ResumableConnection(PeerInfo remote, long maxBytes, Action<int> lost)
    {
        Remote = remote;
        _lost = lost;
        _sender = new SessionSender(maxBytes, Lose);
    }

    public PeerInfo Remote { get; }

    /// <summary>Completes when the session has ended. It then accepts no more links.</summary>
    public Task Over => _over.Task;

    /// <summary>The number of received messages.</summary>
    public long Received
    {
        get
        {
            lock (_gate)
            {
                return _received;
            }
        }
    }

    /// <summary>
    /// Continues over another link, which replaces the current one. Null if the numbers of the other end cannot be right, or if the
    /// session has ended; the caller then still owns the link.
    /// </summary>
    /// <param name="connection">The link.</param>
    /// <param name="received">How many messages of this end the other end has received.</param>
    /// <param name="greeting">Creates this end's first message on the link from the number of received messages.</param>
    /// <param name="heard">Called once, when the first message arrives on the link.</param>
    public ResumableLink? Attach(ICommandConnection connection, long received, Func<long, ControlFrame> greeting, Action? heard = null)
    {
        var link = new ResumableLink(connection, heard);
        ResumableLink? former;
        TaskCompletionSource linked;
        lock (_gate)
        {
            if (_isOver || !_sender.TryMoveTo(link, received, greeting(_received)))
            {
                return null;
            }

            (former, _link, linked) = (_link, link, _linked);
            _linked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        linked.TrySetResult();
        _ = former?.CloseAsync();
        _sender.WriteSoon();
        return link;
    }

    /// <summary>Ends the session without a message to the other end.</summary>
    public void End() => End(unless: null);

    /// <summary>Ends the session if there has been no link since the given loss.</summary>
    public void EndIfStillLost(int loss) => End(unless: loss);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken)
    {
        while ((Volatile.Read(ref _link) ?? await LinkAsync(cancellationToken).ConfigureAwait(false)) is { } link)
        {
            var received = await ReceiveAsync(link, cancellationToken).ConfigureAwait(false);
            if (received is not { } frame)
            {
                Lose(link);
            }
            else if (!ControlFrame.IsMarked(frame) || ControlFrame.IsEscaped(frame))
            {
                if (Count(link, frame))
                {
                    return ControlFrame.Unescape(frame);
                }
            }
            else if (IsPresent(link) && !Obeys(ControlFrame.Read(frame)))
            {
                End();
            }
        }

        return null;
    }

    public async ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken)
    {
        if (frames.Length > 0 && frames.Span[^1] is { Kind: FrameKind.Close } last)
        {
            await _sender.SendAsync(frames[..^1], cancellationToken).ConfigureAwait(false);
            await EndWithAsync(last).ConfigureAwait(false);
            return;
        }

        await _sender.SendAsync(frames, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await EndWithAsync(new ControlFrame(ControlKind.End).ToFrame()).ConfigureAwait(false);
        ResumableLink? link;
        lock (_gate)
        {
            link = _link ?? _former;
        }

        await (link?.CloseAsync() ?? Task.CompletedTask).ConfigureAwait(false);
    }

    public void Recycle(Frame frame) => (Volatile.Read(ref _link)?.Connection as IRecyclingConnection)?.Recycle(frame);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<Frame?> ReceiveAsync(ResumableLink link, CancellationToken cancellationToken)
    {
        try
        {
            return await link.Connection.ReceiveAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return null;
        }
    }

    // Waits for a link. Null if the session has ended.
    private async ValueTask<ResumableLink?> LinkAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task linked;
            lock (_gate)
            {
                if (_isOver || _link is not null)
                {
                    return _isOver ? null : _link;
                }

                linked = _linked.Task;
            }

            await linked.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // Drops a message of a replaced link. The other end sends it again on the new link, since it is not in the number reported there.
    private bool Count(ResumableLink link, Frame frame)
    {
        lock (_gate)
        {
            if (_link != link)
            {
                return false;
            }

            // The transport delivers nothing after a truncated message, and the next link cannot begin in the middle of it.
            _isUnresumable |= frame.Truncated;
            _received++;
        }

        link.NoteHeard();
        _sender.Arrived(frame.Bytes.Length);
        return true;
    }

    private bool IsPresent(ResumableLink link)
    {
        lock (_gate)
        {
            if (_link != link)
            {
                return false;
            }
        }

        link.NoteHeard();
        return true;
    }

    // False if the message ends the session, or is not understood.
    private bool Obeys(ControlFrame? control)
    {
        switch (control?.Kind)
        {
            case ControlKind.Ack:
                return _sender.TryAcknowledge(control.Value.Received);
            case ControlKind.Sync:
                _sender.Acknowledge();
                return true;
            default:
                return false;
        }
    }

    private void Lose(ResumableLink link)
    {
        int loss;
        bool ends;
        lock (_gate)
        {
            if (_link != link || _isOver)
            {
                return;
            }

            (_link, _former) = (null, link);
            loss = ++_losses;
            ends = _isUnresumable || _sender.IsEnding;
        }

        _sender.Leave(link);
        _ = link.CloseAsync();
        if (ends)
        {
            End();
            return;
        }

        _lost(loss);
    }

    // Never throws. If the message is lost, the other end learns of the end when it tries to resume.
    private async Task EndWithAsync(Frame last)
    {
        await _sender.SendLastAsync(last).WaitAsync(EndTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        End();
    }

    private void End(int? unless)
    {
        ResumableLink? link;
        TaskCompletionSource linked;
        lock (_gate)
        {
            if (_isOver || (unless is { } loss && (_link is not null || _losses != loss)))
            {
                return;
            }

            _isOver = true;
            (link, linked) = (_link, _linked);
            (_link, _former) = (null, _link ?? _former); // the receiver looks at the link first
        }

        _sender.End();
        linked.TrySetResult();
        _over.TrySetResult();
        _ = link?.CloseAsync();
    }
}
