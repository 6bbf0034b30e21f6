namespace Liaison.Transports;

/// <summary>The kind of a NATS message in its session. It is the first byte of the message.</summary>
internal enum PacketKind : byte
{
    /// <summary>Bytes of the session, and the position of the first one.</summary>
    Data = 1,

    /// <summary>A heartbeat: the positions up to which the sender has read and has sent.</summary>
    Alive = 2,

    /// <summary>A request to send again: the position up to which the sender has received. The bytes after it were lost.</summary>
    Resend = 3,

    /// <summary>The sender has closed the session, at this position.</summary>
    End = 4,

    /// <summary>The sender will leave: new work should go to another worker.</summary>
    Leaving = 5,
}
