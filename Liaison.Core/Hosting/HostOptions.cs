using Liaison.Protocols;
using Liaison.Sessions;
using Microsoft.Extensions.Logging;

namespace Liaison.Hosting;

/// <summary>What a <see cref="LiaisonHost"/> may be told. Limits that belong to a transport are in its own options.</summary>
public sealed record HostOptions
{
    /// <summary>About 24 days: the framework's timers take no more.</summary>
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>What peers speak. The default is the liaison protocol.</summary>
    public IWireProtocol Protocol { get; init; } = LiaisonProtocol.Instance;

    /// <summary>Which commands wait for which. The default is <see cref="Execution.Serial"/>.</summary>
    public Execution Execution { get; init; } = Execution.Serial;

    /// <summary>Where commands are posted to, e.g. the user interface's; null runs them on the thread pool. The default is null.</summary>
    public SynchronizationContext? SynchronizationContext { get; init; }

    /// <summary>Where the host writes its log; null writes none.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>How many peers may be connected at once; another is disconnected at once. The default is 1,024.</summary>
    public int MaxConnections { get; init; } = 1_024;

    /// <summary>How many commands one peer may have pending; another is answered with <c>busy</c>. The default is 16,384.</summary>
    public int MaxPendingCalls { get; init; } = 16_384;

    /// <summary>How many bytes of requests one peer may have pending; one request may always be. The default is 64 MiB.</summary>
    public long MaxPendingBytes { get; init; } = 64L << 20;

    /// <summary>How many bytes of replies one peer may leave unread before it is disconnected; one reply may always be. The default is 64 MiB.</summary>
    public long MaxUnsentBytes { get; init; } = 64L << 20;

    /// <summary>How long running commands may go on when the host stops, and how long replies may take to be sent then. The default is 5 s.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long canceled commands may take to end before they are answered and left to themselves. The default is 2 s.</summary>
    public TimeSpan CancelTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The host stops by itself when nobody was connected for so long; null never. The default is null.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>Checks the values, so that a wrong one is told before anything binds.</summary>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Protocol);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConnections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPendingCalls, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPendingBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxUnsentBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(DrainTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(DrainTimeout, MaxTimeout);
        ArgumentOutOfRangeException.ThrowIfLessThan(CancelTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(CancelTimeout, MaxTimeout);
        if (IdleTimeout is { } idle)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(idle, TimeSpan.Zero, nameof(IdleTimeout));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(idle, MaxTimeout, nameof(IdleTimeout));
        }
    }
}
