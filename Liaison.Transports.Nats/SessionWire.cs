using System.Diagnostics.CodeAnalysis;
using NATS.Client.Core;

namespace Liaison.Transports;

/// <summary>Publishes the packets of one session, one after the other. Thread-safe.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore has nothing to dispose: nobody asks for its handle.")]
internal sealed class SessionWire(NatsConnection connection, SessionSubjects subjects)
{
    private static readonly TimeSpan ControlTimeout = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Returns how many bytes of a session fit into one message.</summary>
    public int MaxBytes(int wanted) => Math.Min(wanted, (connection.ServerInfo?.MaxPayload ?? wanted) - Packet.HeadBytes);

    /// <summary>Publishes bytes and keeps them, to send them again if needed. If NATS is gone, waits until it is back.</summary>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public async ValueTask PublishAsync(OutgoingBytes outgoing, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await connection.PublishAsync(
                subjects.Peer, outgoing.Take(bytes.Span), serializer: PacketSerializer.Instance, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsOfNats(failure) && !cancellationToken.IsCancellationRequested)
        {
            // The packet may or may not have been sent. The next heartbeat tells the other end, which then asks for it again.
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Publishes packets whose loss is harmless, if NATS is there. Never throws.</summary>
    /// <param name="packets">The packets.</param>
    /// <param name="asksForSign">Whether the server must report if nobody listens.</param>
    public async Task TryPublishAsync(Packet[] packets, bool asksForSign = false)
    {
        if (connection.ConnectionState != NatsConnectionState.Open)
        {
            return;
        }

        using var limit = new CancellationTokenSource(ControlTimeout);
        try
        {
            await _turn.WaitAsync(limit.Token).ConfigureAwait(false);
            try
            {
                foreach (var packet in packets)
                {
                    await connection.PublishAsync(
                        subjects.Peer, packet, replyTo: asksForSign ? subjects.Own : null, serializer: PacketSerializer.Instance, cancellationToken: limit.Token).ConfigureAwait(false);
                }
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (Exception failure) when (IsOfNats(failure))
        {
            // The next heartbeat has the same effect. If NATS is gone for too long, the session ends after its timeout.
        }
    }

    private static bool IsOfNats(Exception e) =>
        e is NatsException or IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException or TimeoutException;
}
