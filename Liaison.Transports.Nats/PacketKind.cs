namespace Liaison.Transports;

/// <summary>What one message of NATS is to the session that it belongs to; its first byte.</summary>
internal enum PacketKind : byte
{
    /// <summary>Bytes of the session, and the position of the first.</summary>
    Data = 1,

    /// <summary>A sign of life: how far its sender has read, and how far it has sent.</summary>
    Alive = 2,

    /// <summary>Something was lost: how far its sender has received, and asks to be sent what follows.</summary>
    Resend = 3,

    /// <summary>Its sender has closed the session, at this position.</summary>
    End = 4,

    /// <summary>Its sender will leave: new work belongs elsewhere.</summary>
    Leaving = 5,
}
