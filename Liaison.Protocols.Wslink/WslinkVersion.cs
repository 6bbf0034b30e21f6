namespace Liaison.Protocols;

/// <summary>The form of wslink's messages on the wire.</summary>
public enum WslinkVersion
{
    /// <summary>wslink 1.x: JSON in text frames. Each bytes value is in a binary frame before its message.</summary>
    One = 1,

    /// <summary>wslink 2.x: MessagePack in binary frames, in chunks.</summary>
    Two = 2,
}
