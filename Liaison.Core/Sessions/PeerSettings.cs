using Liaison.Inspection;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Sessions.CallsIn;
using Liaison.Sessions.Events;
using Liaison.Sessions.Sending;

namespace Liaison.Sessions;

/// <summary>How one end of a connection works: the same for all peers of a host, or that of a client.</summary>
internal sealed record PeerSettings : LinkSettings
{
    /// <summary>What may be spoken; where there is more than one, the other end's first frame decides.</summary>
    public required IReadOnlyList<IWireProtocol> Protocols { get; init; }

    /// <summary>Where commands wait for each other.</summary>
    public required Lanes Lanes { get; init; }

    /// <summary>What this end proves itself with where the protocol begins with a greeting; null where there is nothing to prove.</summary>
    public string? Secret { get; init; }

    /// <summary>Who subscribed to what; null at a client, where nobody can.</summary>
    public Topics? Topics { get; init; }

    /// <summary>How many topics the other end may be subscribed to.</summary>
    public int MaxSubscriptions { get; init; }

    /// <summary>What keeps the traffic of a host for the console; null where nothing does.</summary>
    public Inspector? Inspector { get; init; }

    /// <summary>Takes the events that the other end publishes, on the reader's thread; null drops them.</summary>
    public Action<Publication>? OnPublication { get; init; }

    /// <summary>What pending calls are told when the other end has left.</summary>
    public Func<PeerInfo, CommandError> Left { get; init; } = SessionErrors.Left;
}
