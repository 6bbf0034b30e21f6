using System.Buffers;
using NATS.Client.Core;

namespace Liaison.Transports;

/// <summary>Passes messages at the session's subject to the session, on the thread that reads the connection to NATS.</summary>
internal sealed class SessionSubscription(INatsConnection connection, string subject, NatsSession session)
    : NatsSubBase(connection, connection.SubscriptionManager, subject, queueGroup: null, opts: null)
{
    protected override ValueTask ReceiveInternalAsync(string subject, string? replyTo, ReadOnlySequence<byte>? headersBuffer, ReadOnlySequence<byte> payloadBuffer)
    {
        if (Packet.TryRead(payloadBuffer) is { } packet)
        {
            session.Receive(packet);
        }
        else if (payloadBuffer.IsEmpty && headersBuffer is not null)
        {
            // The server answered status 503: nobody received the heartbeat.
            session.PeerIsMissing();
        }

        return ValueTask.CompletedTask;
    }

    protected override void TryComplete() => session.Lose("its subscription has ended");
}
