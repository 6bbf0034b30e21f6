using Liaison.Commands;
using Liaison.Inspection;
using Liaison.Messages;
using Liaison.Protocols;
using Microsoft.Extensions.Logging;

namespace Liaison.Sessions;

/// <summary>How one end of a connection works: the same for all peers of a host, or that of a client.</summary>
internal sealed record PeerSettings
{
    /// <summary>What runs the commands that the other end calls.</summary>
    public required CommandDispatcher Dispatcher { get; init; }

    /// <summary>What may be spoken; where there is more than one, the other end's first frame decides.</summary>
    public required IReadOnlyList<IWireProtocol> Protocols { get; init; }

    /// <summary>Where commands wait for each other.</summary>
    public required Lanes Lanes { get; init; }

    /// <summary>What the application has said about either end.</summary>
    public required SessionOptions Options { get; init; }

    /// <summary>How many topics the other end may be subscribed to.</summary>
    public int MaxSubscriptions { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>What the ids of this end's own calls begin with; empty makes them numbers.</summary>
    public required string CallIdPrefix { get; init; }

    /// <summary>Whether strings that start with $ are escaped in this end's own calls, since the other end would take them for references.</summary>
    public bool EscapesReferences { get; init; }

    /// <summary>Whether this end has chosen the protocol, so that a first message in another one ends the connection.</summary>
    public bool KnowsProtocol { get; init; }

    /// <summary>What this end proves itself with where the protocol begins with a greeting; null where there is nothing to prove.</summary>
    public string? Secret { get; init; }

    /// <summary>Whether bytes are sent as attachments from the first message on, where frames may be binary.</summary>
    public bool Attaches { get; init; }

    /// <summary>Whether streams are given and taken, where the protocol has a form for them.</summary>
    public bool Streams { get; init; }

    /// <summary>Who subscribed to what; null at a client, where nobody can.</summary>
    public Topics? Topics { get; init; }

    /// <summary>What keeps the traffic of a host for the console; null where nothing does.</summary>
    public Inspector? Inspector { get; init; }

    /// <summary>What the host does, for whoever asks; null at a client.</summary>
    public Func<HostFigures>? HostFigures { get; init; }

    /// <summary>Takes the events that the other end publishes, on the reader's thread; null drops them.</summary>
    public Action<Publication>? OnPublication { get; init; }

    /// <summary>What pending calls are told when the other end has left.</summary>
    public Func<PeerInfo, CommandError> Left { get; init; } = SessionErrors.Left;

    /// <summary>How messages to and from the other end are written and read.</summary>
    public CodecSettings ForCodec(PeerInfo remote, StreamSource streams) => new()
    {
        Json = Dispatcher.Json,
        MaxDepth = Dispatcher.MaxDepth,
        Attaches = Attaches && remote.CarriesBinary,
        Opens = KnowsProtocol,
        Remote = remote,
        Streams = Streams ? streams : null,
    };
}
