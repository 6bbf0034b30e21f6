namespace Liaison.Transports;

/// <summary>How a <see cref="UnixSocketConnector"/> behaves, and a <c>UnixSocketTransport</c>.</summary>
public sealed record UnixSocketOptions : StreamOptions
{
    /// <summary>Transport: how many peers may be connected at once; 512 unless set. As many more wait to be accepted until one of them leaves.</summary>
    public int MaxConnections { get; init; } = PipeLimits.DefaultMaxConnections;

    /// <inheritdoc/>
    public override UnixSocketOptions Validated()
    {
        base.Validated();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxConnections);
        return this;
    }
}
