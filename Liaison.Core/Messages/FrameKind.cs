namespace Liaison.Messages;

/// <summary>How a transport marks a message: as text or as binary.</summary>
public enum FrameKind : byte
{
    /// <summary>The bytes are UTF-8 text.</summary>
    Text,

    /// <summary>The bytes are anything at all.</summary>
    Binary,
}
