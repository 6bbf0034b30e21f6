using Liaison.Inspection;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Sessions.CallsIn;
using Liaison.Sessions.Events;
using Liaison.Sessions.Sending;

namespace Liaison.Sessions;

/// <summary>The settings of one end of a connection: shared by all peers of a host, or of a client.</summary>
internal sealed record PeerSettings : LinkSettings
{
    /// <summary>The allowed protocols. If there are several, the first frame of the other end selects one.</summary>
    public required IReadOnlyList<IWireProtocol> Protocols { get; init; }

    /// <summary>The lanes in which commands wait for each other.</summary>
    public required Lanes Lanes { get; init; }

    /// <summary>The secret that this end sends in the greeting of a protocol; null to send none.</summary>
    public string? Secret { get; init; }

    /// <summary>The subscriptions to the host's topics; null at a client.</summary>
    public Topics? Topics { get; init; }

    /// <summary>How many topics the other end may subscribe to.</summary>
    public int MaxSubscriptions { get; init; }

    /// <summary>Records the traffic of a host for the console; null without inspection.</summary>
    public Inspector? Inspector { get; init; }

    /// <summary>Receives the events of the other end, on the reader's thread; null drops them.</summary>
    public Action<Publication>? OnPublication { get; init; }

    /// <summary>Creates the error of pending calls when the other end has left.</summary>
    public Func<PeerInfo, CommandError> Left { get; init; } = SessionErrors.Left;
}
