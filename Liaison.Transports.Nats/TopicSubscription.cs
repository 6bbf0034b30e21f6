using System.Buffers;
using Liaison.Sessions;
using NATS.Client.Core;

namespace Liaison.Transports;

/// <summary>Passes events that match a pattern to a receiver, on the thread that reads the connection to NATS.</summary>
internal sealed class TopicSubscription(INatsConnection connection, string prefix, string pattern, Action<SharedEvent> receive)
    : NatsSubBase(connection, connection.SubscriptionManager, TopicSubject.Of(prefix, pattern), queueGroup: null, opts: null), IAsyncDisposable
{
    protected override ValueTask ReceiveInternalAsync(string subject, string? replyTo, ReadOnlySequence<byte>? headersBuffer, ReadOnlySequence<byte> payloadBuffer)
    {
        if (TopicSubject.TopicOf(prefix, subject) is { } topic && StoredValue.TryRead(payloadBuffer.ToArray()) is { } value)
        {
            receive(new SharedEvent(topic, value) { Trace = TraceHeaders.TryRead(headersBuffer, Connection.HeaderParser) });
        }

        return ValueTask.CompletedTask;
    }

    protected override void TryComplete()
    {
        // There is nothing to report.
    }
}
