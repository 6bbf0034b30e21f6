using Liaison.Messages;

namespace Liaison.Resumption;

/// <summary>Counts what has arrived, and what of it was acknowledged. One caller receives, and another acknowledges at the same time.</summary>
internal sealed class Receipts
{
    /// <summary>Acknowledges after this many messages or bytes; after half of that if another message is sent anyway.</summary>
    private const int Messages = 256;
    private const int Bytes = 64 * 1024;

    private long _received; // these two are written by the receiver alone
    private long _receivedBytes;
    private long _acknowledged;
    private long _acknowledgedBytes;

    /// <summary>Whether an acknowledgement must be sent.</summary>
    public bool AreDue => HasMore(Messages, Bytes);

    /// <summary>Whether an acknowledgement is sent with another message.</summary>
    public bool AreHalfDue => HasMore(Messages / 2, Bytes / 2);

    /// <summary>Notes a received message.</summary>
    public void Arrived(int bytes)
    {
        // Without a lock, which would cost more than the rest. The bytes first: who sees the message sees its bytes.
        Volatile.Write(ref _receivedBytes, _receivedBytes + bytes);
        Volatile.Write(ref _received, _received + 1);
    }

    /// <summary>Acknowledges everything that has arrived.</summary>
    public Frame Acknowledge()
    {
        var received = Volatile.Read(ref _received);
        Volatile.Write(ref _acknowledged, received);
        Volatile.Write(ref _acknowledgedBytes, Volatile.Read(ref _receivedBytes));
        return new ControlFrame(ControlKind.Ack, Received: received).ToFrame();
    }

    private bool HasMore(int messages, int bytes) =>
        Volatile.Read(ref _received) - Volatile.Read(ref _acknowledged) >= messages
        || Volatile.Read(ref _receivedBytes) - Volatile.Read(ref _acknowledgedBytes) >= bytes;
}
