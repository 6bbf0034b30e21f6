using Liaison.Diagnostics;

namespace Liaison.Sessions.Sending;

/// <summary>
/// The traffic of one connection since it was opened. Any thread may read it; one thread at a time writes in each direction.
/// </summary>
internal sealed class SessionTraffic(string transport)
{
    private readonly KeyValuePair<string, object?> _transport = new(CallTags.Transport, transport);
    private readonly long _opened = Environment.TickCount64;
    private OutboundQueue? _outbox;
    private long _received;
    private long _sent;
    private long _dropped;

    /// <summary>How long the connection has been open.</summary>
    public TimeSpan Age => TimeSpan.FromMilliseconds(Environment.TickCount64 - _opened);

    /// <summary>The bytes of received messages.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>The bytes of messages that were passed to the transport.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>The number of events that were dropped because the other end was too slow.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>The name of the protocol; null while it is unknown.</summary>
    public string? Protocol { get; private set; }

    /// <summary>The bytes that the other end has not received yet.</summary>
    public long Unsent => Volatile.Read(ref _outbox)?.UnsentBytes ?? 0;

    /// <summary>Called when the protocol is known.</summary>
    public void Begin(string protocol, OutboundQueue outbox)
    {
        Protocol = protocol;
        Volatile.Write(ref _outbox, outbox);
    }

    public void Receive(int bytes)
    {
        CallMeters.Received.Add(bytes, _transport);
        Volatile.Write(ref _received, _received + bytes);
    }

    public void Send(int bytes)
    {
        CallMeters.Sent.Add(bytes, _transport);
        Volatile.Write(ref _sent, _sent + bytes);
    }

    public void Drop() => Interlocked.Increment(ref _dropped);
}
