namespace Liaison.Transports;

/// <summary>The limits that transports share.</summary>
public static class TransportLimits
{
    /// <summary>The default limit for a message, in bytes: 16 MiB.</summary>
    public const int DefaultMaxMessageBytes = 16_777_216;

    /// <summary>The default limit for the block of headers before a message, in bytes: 8 KiB.</summary>
    public const int DefaultMaxHeaderBytes = 8_192;
}
