namespace Liaison.Transports;

/// <summary>The options of a <see cref="StreamConnection"/>.</summary>
public record StreamOptions
{
    /// <summary>How messages are separated. The default is <see cref="StreamFraming.Detect"/>.</summary>
    public StreamFraming Framing { get; init; } = StreamFraming.Detect;

    /// <summary>
    /// The largest accepted message, in bytes, without its framing. A larger message
    /// is delivered truncated, and ends the connection. The default is 16 MiB.
    /// </summary>
    public int MaxMessageBytes { get; init; } = TransportLimits.DefaultMaxMessageBytes;

    /// <summary>The largest accepted block of headers, in bytes. A larger block is malformed. The default is 8 KiB.</summary>
    public int MaxHeaderBytes { get; init; } = TransportLimits.DefaultMaxHeaderBytes;

    /// <summary>Checks the values when a connection or a transport is created. An override calls this method first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public virtual StreamOptions Validated()
    {
        if (!Enum.IsDefined(Framing))
        {
            throw new ArgumentOutOfRangeException(nameof(Framing), Framing, "Use a member of StreamFraming.");
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxMessageBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxMessageBytes, Array.MaxLength / 2, nameof(MaxMessageBytes));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxHeaderBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxHeaderBytes, Array.MaxLength / 2, nameof(MaxHeaderBytes));
        return this;
    }
}
