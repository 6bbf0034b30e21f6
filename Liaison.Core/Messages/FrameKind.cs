namespace Liaison.Messages;

/// <summary>How a transport marks a message: as text or as binary.</summary>
public enum FrameKind : byte
{
    /// <summary>The bytes are UTF-8 text.</summary>
    Text,

    /// <summary>The bytes may be anything.</summary>
    Binary,

    /// <summary>The end of the connection, with an optional status and reason. It is only sent, never received.</summary>
    /// <remarks>
    /// The bytes are empty, or a status of two bytes, the higher first, followed by a reason in UTF-8 (RFC 6455, sections 5.5.1 and 7.4). A
    /// WebSocket sends status and reason; other transports only close.
    /// </remarks>
    Close,
}
