namespace Liaison.Resumption;

/// <summary>The messages with which two ends keep a session alive over several links.</summary>
internal enum ControlKind
{
    /// <summary>From the client, first on its first link: asks for a session that can be resumed.</summary>
    Open,

    /// <summary>From the client, first on a later link: asks for the session of a key.</summary>
    Resume,

    /// <summary>From the host, first on a link: the session's key from now on, and how long the host keeps the session without a link.</summary>
    Session,

    /// <summary>From the host, instead of <see cref="Session"/>: there is no such session, or it is not for this peer.</summary>
    Refused,

    /// <summary>From either end: how many messages have arrived.</summary>
    Ack,

    /// <summary>From either end: asks for an <see cref="Ack"/> now.</summary>
    Sync,

    /// <summary>From either end: the session ends, and is not to be resumed.</summary>
    End,
}
