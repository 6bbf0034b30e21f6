using System.Runtime.CompilerServices;
using NATS.Client.Core;

namespace Liaison.Transports;

/// <summary>One end of a session: a stream of bytes in each direction, divided into NATS messages.</summary>
/// <remarks>
/// Bytes that NATS loses, for example when its server is restarted, are sent again. If they cannot be delivered in time, the
/// session ends.
/// </remarks>
internal sealed class NatsSession : Stream
{
    private readonly NatsHub _hub;
    private readonly SessionWire _wire;
    private readonly SessionSubscription _subscription;
    private readonly IncomingBytes _incoming;
    private readonly OutgoingBytes _outgoing = new();
    private readonly NatsConnection _connection;
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenSource _leaving = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Liveness? _liveness;
    private Timer? _heart;
    private long _asked = -1;
    private bool _isDisposed;

    /// <summary>Creates an end. It does not listen yet.</summary>
    /// <param name="hub">
    /// The owner of the connection, which was rented for this session. Disposing the session returns the connection.
    /// </param>
    /// <param name="connection">The connection.</param>
    /// <param name="subjects">The subjects at which the two ends listen.</param>
    public NatsSession(NatsHub hub, NatsConnection connection, SessionSubjects subjects)
    {
        (_hub, _connection) = (hub, connection);
        _incoming = new IncomingBytes(hub.Options.WindowBytes);
        _wire = new SessionWire(connection, subjects);
        _subscription = new SessionSubscription(connection, subjects.Own, this);
    }

    /// <summary>The connection that carries the session.</summary>
    public NatsConnection Connection => _connection;

    /// <summary>Fires when the other end has announced that it will leave.</summary>
    public CancellationToken Leaving => _leaving.Token;

    /// <summary>Completes when this end was disposed.</summary>
    public Task Closed => _closed.Task;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Starts to listen.</summary>
    public ValueTask ListenAsync(CancellationToken cancellationToken) => _connection.AddSubAsync(_subscription, cancellationToken);

    /// <summary>Starts the session with the terms of the other end.</summary>
    public void Begin(SessionTerms peer)
    {
        var options = _hub.Options;
        var patience = TimeSpan.FromMilliseconds(Math.Max(options.LostAfter.TotalMilliseconds, 2 * peer.HeartbeatMilliseconds));
        _liveness = new Liveness(options.MissingAfter, patience, options.Heartbeat, TimeProvider.System);
        _outgoing.Open(peer.WindowBytes);
        _hub.Add(this);
        _heart = new Timer(static session => ((NatsSession)session!).Beat(), this, options.Heartbeat, options.Heartbeat);
    }

    /// <summary>Handles a packet of the other end. It never waits, and runs no user code.</summary>
    public void Receive(in Packet packet)
    {
        _liveness?.Heard();
        switch (packet.Kind)
        {
            case PacketKind.Data:
                Act(_incoming.Add(packet.Position, packet.Bytes));
                break;
            case PacketKind.Alive:
                _outgoing.Acknowledge(packet.Position);
                Act(packet.Sent > _incoming.Received ? Arrival.Gap : Arrival.Complete);
                break;
            case PacketKind.Resend:
                _ = _wire.TryPublishAsync(_outgoing.After(packet.Position));
                break;
            case PacketKind.End:
                Act(_incoming.End(packet.Position));
                break;
            case PacketKind.Leaving:
                _ = _leaving.CancelAsync();
                break;
        }
    }

    /// <summary>Records that the server reports that nobody listens at the other end.</summary>
    public void PeerIsMissing() => _liveness?.Missing();

    /// <summary>Announces to the other end that this one will leave.</summary>
    public Task TellLeavingAsync() => _wire.TryPublishAsync([new Packet(PacketKind.Leaving, 0, 0, default)]);

    /// <summary>Synchronises the two ends after the connection to NATS was lost.</summary>
    public void Recover()
    {
        Volatile.Write(ref _asked, -1);
        _ = _wire.TryPublishAsync([Alive(), new Packet(PacketKind.Resend, _incoming.Received, 0, default)]);
    }

    /// <summary>Ends the session at this end: nothing more can be received or sent.</summary>
    public void Lose(string reason)
    {
        _outgoing.Fail($"The session has ended: {reason}. Connect again.");
        _incoming.Complete();
        _ = _over.CancelAsync();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await _incoming.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (_incoming.IsToBeTold)
        {
            _ = _wire.TryPublishAsync([Alive()]);
        }

        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var max = _wire.MaxBytes(_hub.Options.MaxChunkBytes);
        while (buffer.Length > 0)
        {
            var count = Math.Min(Math.Min(await _outgoing.RoomAsync(cancellationToken).ConfigureAwait(false), max), buffer.Length);
            try
            {
                await _wire.PublishAsync(_outgoing, buffer[..count], _over.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException failure)
            {
                throw new IOException("The session has ended. Connect again.", failure);
            }

            buffer = buffer[count..];
        }
    }

    public override void Flush()
    {
        // Everything that was written is already being sent.
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A session is read with ReadAsync.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A session is written with WriteAsync.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        try
        {
            _hub.Remove(this);
            if (_heart is not null)
            {
                await _heart.DisposeAsync().ConfigureAwait(false);
            }

            // After everything that was sent before. A write that waits for room fails.
            _outgoing.Fail("The session was closed at this end. Connect again.");
            await _wire.TryPublishAsync([new Packet(PacketKind.End, _outgoing.Sent, 0, default)]).ConfigureAwait(false);
            Lose("it was closed here");
            await _subscription.DisposeAsync().ConfigureAwait(false);
        }
        catch (NatsException)
        {
            // The server takes nothing more. It forgets the subscription with the connection.
        }
        finally
        {
            await _hub.ReturnAsync().ConfigureAwait(false);
            _closed.TrySetResult();
            await base.DisposeAsync().ConfigureAwait(false);
        }
    }

    private Packet Alive() => new(PacketKind.Alive, _incoming.TellRead(), _outgoing.Sent, default);

    private void Act(Arrival arrival)
    {
        switch (arrival)
        {
            case Arrival.Gap:
                AskAgain();
                break;
            case Arrival.Ended:
                Lose("the other end has closed it");
                break;
            case Arrival.TooMuch:
                Lose("the other end sent more than it was allowed to");
                break;
        }
    }

    // Asks once for each gap. If the request is lost too, the heartbeat repeats it.
    private void AskAgain()
    {
        var received = _incoming.Received;
        if (Interlocked.Exchange(ref _asked, received) != received)
        {
            _ = _wire.TryPublishAsync([new Packet(PacketKind.Resend, received, 0, default)]);
        }
    }

    private void Beat()
    {
        if (_liveness!.Verdict() is { } verdict)
        {
            Lose($"the other end is gone, since {verdict}");
            return;
        }

        Volatile.Write(ref _asked, -1);
        _ = _wire.TryPublishAsync([Alive()], asksForSign: true);
    }
}
