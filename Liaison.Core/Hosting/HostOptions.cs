using Liaison.Protocols;
using Liaison.Sessions;
using Microsoft.Extensions.Logging;

namespace Liaison.Hosting;

/// <summary>What a <see cref="LiaisonHost"/> may be told. Limits that belong to a transport are in its own options.</summary>
public sealed record HostOptions
{
    /// <summary>
    /// What peers may speak. Where there are several, the WebSocket subprotocol of a connection names its protocol, or its first message
    /// shows it; a message that none recognises is answered by the first. The default is the liaison protocol alone.
    /// </summary>
    public IReadOnlyList<IWireProtocol> Protocols { get; init; } = [LiaisonProtocol.Instance];

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

    /// <summary>
    /// How many bytes one peer may leave unread; one reply may always be. It is then disconnected by a further reply, and a further call
    /// to it fails with <c>busy</c>. The default is 64 MiB.
    /// </summary>
    public long MaxUnsentBytes { get; init; } = 64L << 20;

    /// <summary>
    /// How many bytes one peer may leave unread before its streams wait, and its events are held back and then dropped as its
    /// subscriptions say. The default is 256 KiB.
    /// </summary>
    public long SendBufferBytes { get; init; } = 256L << 10;

    /// <summary>How many bytes of one stream that a peer gives the host may wait to be read; past it the stream fails. The default is 64 MiB.</summary>
    public long MaxUnreadBytes { get; init; } = 64L << 20;

    /// <summary>How many topics one peer may be subscribed to; another is refused with <c>busy</c>. The default is 1,000.</summary>
    public int MaxSubscriptions { get; init; } = 1_000;

    /// <summary>How long running commands may go on when the host stops, and how long replies may take to be sent then. The default is 5 s.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long canceled commands may take to end before they are answered and left to themselves. The default is 2 s.</summary>
    public TimeSpan CancelTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The host stops by itself when nobody was connected for so long; null never. The default is null.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>Checks the values, so that a wrong one is told before anything binds.</summary>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Protocols);
        if (Protocols.Count == 0)
        {
            throw new ArgumentException("There is no protocol. Leave Protocols as it is, or name at least one.", nameof(Protocols));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConnections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPendingCalls, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPendingBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxUnsentBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(SendBufferBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxUnreadBytes, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxSubscriptions);
        SessionTimeout.Check(DrainTimeout);
        SessionTimeout.Check(CancelTimeout);
        if (IdleTimeout is { } idle)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(idle, TimeSpan.Zero, nameof(IdleTimeout));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(idle, SessionTimeout.Max, nameof(IdleTimeout));
        }
    }
}
