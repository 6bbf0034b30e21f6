namespace Liaison.Transports;

/// <summary>How a <see cref="NamedPipeConnector"/> behaves, and a <c>NamedPipeTransport</c>.</summary>
public sealed record NamedPipeOptions : StreamOptions
{
    /// <summary>Transport: how many peers may be connected at once; 512 unless set. Others wait until one of them leaves.</summary>
    public int MaxConnections { get; init; } = PipeLimits.DefaultMaxConnections;

    /// <summary>How long a connector waits for the pipe to be there and free. Zero: one attempt.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override NamedPipeOptions Validated()
    {
        base.Validated();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxConnections);
        ArgumentOutOfRangeException.ThrowIfLessThan(ConnectTimeout, TimeSpan.Zero);
        return this;
    }
}
