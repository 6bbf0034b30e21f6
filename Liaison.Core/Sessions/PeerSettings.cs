using Liaison.Companions;
using Liaison.Protocols;
using Microsoft.Extensions.Logging;

namespace Liaison.Sessions;

/// <summary>What a peer is served with, the same for all peers of a host.</summary>
internal sealed record PeerSettings
{
    public required Companion Companion { get; init; }

    public required IWireProtocol Protocol { get; init; }

    /// <summary>The lane of all peers; null where each has its own, or none.</summary>
    public required CommandLane? SharedLane { get; init; }

    public required Execution Execution { get; init; }

    public required SynchronizationContext? SynchronizationContext { get; init; }

    public required int MaxPendingCalls { get; init; }

    public required long MaxPendingBytes { get; init; }

    public required long MaxUnsentBytes { get; init; }

    public required TimeSpan DrainTimeout { get; init; }

    public required TimeSpan CancelTimeout { get; init; }

    public required ILogger Logger { get; init; }
}
