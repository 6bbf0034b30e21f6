namespace Liaison.Protocols;

/// <summary>What wslink's messages look like on the wire.</summary>
public enum WslinkVersion
{
    /// <summary>wslink 1.x: JSON in text frames, and each value of bytes in a binary frame before its message.</summary>
    One = 1,

    /// <summary>wslink 2.x: MessagePack in binary frames, in chunks.</summary>
    Two = 2,
}
