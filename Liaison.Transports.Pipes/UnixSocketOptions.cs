namespace Liaison.Transports;

/// <summary>How a <see cref="UnixSocketTransport"/> and a <see cref="UnixSocketConnector"/> behave.</summary>
public sealed record UnixSocketOptions : StreamOptions
{
    /// <summary>How many peers may be connected at once. As many more wait to be accepted until one of them leaves.</summary>
    public int MaxConnections { get; init; } = PipeLimits.DefaultMaxConnections;

    /// <inheritdoc/>
    public override UnixSocketOptions Validated()
    {
        base.Validated();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxConnections);
        return this;
    }
}
