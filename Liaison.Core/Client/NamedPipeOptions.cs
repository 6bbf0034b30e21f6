namespace Liaison.Transports;

/// <summary>The options of a <see cref="NamedPipeConnector"/> and of a <c>NamedPipeTransport</c>.</summary>
public sealed record NamedPipeOptions : StreamOptions
{
    /// <summary>
    /// Transport only: how many peers may be connected at once. The default is 512. Further peers wait until one leaves.
    /// </summary>
    public int MaxConnections { get; init; } = PipeLimits.DefaultMaxConnections;

    /// <summary>
    /// Connector only: how long to wait until the pipe exists and is free. The default is 1 second. Zero makes one attempt. At most one day.
    /// </summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override NamedPipeOptions Validated()
    {
        base.Validated();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxConnections);
        ArgumentOutOfRangeException.ThrowIfLessThan(ConnectTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ConnectTimeout, TimeSpan.FromDays(1));
        return this;
    }
}
