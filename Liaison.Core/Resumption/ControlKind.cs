namespace Liaison.Resumption;

/// <summary>The messages with which both ends keep a session alive over several links.</summary>
internal enum ControlKind
{
    /// <summary>From the client, first on its first link: requests a session that can be resumed.</summary>
    Open,

    /// <summary>From the client, first on a later link: requests the session of a key.</summary>
    Resume,

    /// <summary>
    /// From the host, first on a link: the new key of the session, and how long the host keeps the session without a link.
    /// </summary>
    Session,

    /// <summary>From the host, instead of <see cref="Session"/>: the session does not exist, or belongs to another peer.</summary>
    Refused,

    /// <summary>From either end: how many messages have arrived.</summary>
    Ack,

    /// <summary>From either end: requests an <see cref="Ack"/> now.</summary>
    Sync,

    /// <summary>From either end: the session ends and must not be resumed.</summary>
    End,
}
