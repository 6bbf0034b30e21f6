namespace Liaison.Messages;

/// <summary>How a transport marks a message: as text or as binary.</summary>
public enum FrameKind : byte
{
    /// <summary>The bytes are UTF-8 text.</summary>
    Text,

    /// <summary>The bytes are anything at all.</summary>
    Binary,

    /// <summary>
    /// The end of the connection, and why: nothing, or a status as two bytes, the higher first, and a reason in UTF-8 (RFC 6455, sections
    /// 5.5.1 and 7.4). It is only sent. A WebSocket passes status and reason on; other transports close, and tell neither.
    /// </summary>
    Close,
}
