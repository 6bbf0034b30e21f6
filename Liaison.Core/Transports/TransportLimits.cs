namespace Liaison.Transports;

/// <summary>The limits that transports share.</summary>
public static class TransportLimits
{
    /// <summary>The largest message that a transport accepts unless told otherwise, in bytes: 16 MiB.</summary>
    public const int DefaultMaxMessageBytes = 16_777_216;

    /// <summary>The largest block of headers before a message unless told otherwise, in bytes: 8 KiB.</summary>
    public const int DefaultMaxHeaderBytes = 8_192;
}
