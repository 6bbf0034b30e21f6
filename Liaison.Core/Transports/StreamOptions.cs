namespace Liaison.Transports;

/// <summary>How a <see cref="StreamConnection"/> reads its stream.</summary>
public record StreamOptions
{
    /// <summary>How messages are told apart.</summary>
    public StreamFraming Framing { get; init; } = StreamFraming.Detect;

    /// <summary>The largest message accepted, in bytes, without its framing. A larger one is given truncated, and ends the connection.</summary>
    public int MaxMessageBytes { get; init; } = TransportLimits.DefaultMaxMessageBytes;

    /// <summary>The largest block of headers accepted, in bytes. A larger one is malformed.</summary>
    public int MaxHeaderBytes { get; init; } = TransportLimits.DefaultMaxHeaderBytes;

    /// <summary>Checks the values, so that a wrong one shows where a connection or a transport is made. Derived options check theirs after these.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside of what it may be.</exception>
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
