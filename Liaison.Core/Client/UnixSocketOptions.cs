namespace Liaison.Transports;

/// <summary>The options of a <see cref="UnixSocketConnector"/> and of a <c>UnixSocketTransport</c>.</summary>
public sealed record UnixSocketOptions : StreamOptions
{
    /// <summary>
    /// Transport only: how many peers may be connected at once. The default
    /// is 512. The same number of further peers may wait to be accepted.
    /// </summary>
    public int MaxConnections { get; init; } = PipeLimits.DefaultMaxConnections;

    /// <summary>
    /// Connector only: how long to try again while as many other peers as the host allows wait to be accepted. The default is 1 second.
    /// Zero makes one attempt. At most one day.
    /// </summary>
    /// <remarks>Linux refuses a peer with EAGAIN then. If nobody listens, the connector fails at once.</remarks>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Connector only: whether the listening process may belong to another user. The default is false.</summary>
    /// <remarks>
    /// With false, only processes of this user and of the superuser are accepted.
    /// The check works on Linux, where the system tells which user listens.
    /// </remarks>
    public bool AllowOtherUser { get; init; }

    /// <inheritdoc/>
    public override UnixSocketOptions Validated()
    {
        base.Validated();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxConnections);
        ArgumentOutOfRangeException.ThrowIfLessThan(ConnectTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ConnectTimeout, TimeSpan.FromDays(1));
        return this;
    }
}
