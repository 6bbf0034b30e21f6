namespace Liaison.Transports;

/// <summary>How a <see cref="UnixSocketConnector"/> behaves, and a <c>UnixSocketTransport</c>.</summary>
public sealed record UnixSocketOptions : StreamOptions
{
    /// <summary>Transport: how many peers may be connected at once; 512 unless set. As many more wait to be accepted until one of them leaves.</summary>
    public int MaxConnections { get; init; } = PipeLimits.DefaultMaxConnections;

    /// <summary>
    /// Connector: whether the process that listens may be another user's; false unless set, and then this user's and the superuser's alone.
    /// Looked at on Linux, where the system tells who listens.
    /// </summary>
    public bool AllowOtherUser { get; init; }

    /// <inheritdoc/>
    public override UnixSocketOptions Validated()
    {
        base.Validated();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxConnections);
        return this;
    }
}
