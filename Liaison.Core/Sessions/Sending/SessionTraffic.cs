using Liaison.Diagnostics;

namespace Liaison.Sessions.Sending;

/// <summary>What has gone over one connection since it was opened. Read by anybody; of those who write there is one at a time for each way.</summary>
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

    /// <summary>Bytes of messages that were received.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>Bytes of messages that were given to the transport.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Events that the other end was too slow for.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>The name of the protocol; null while it is not known what the other end speaks.</summary>
    public string? Protocol { get; private set; }

    /// <summary>Bytes that the other end has not taken yet.</summary>
    public long Unsent => Volatile.Read(ref _outbox)?.UnsentBytes ?? 0;

    /// <summary>It is known what the other end speaks.</summary>
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
