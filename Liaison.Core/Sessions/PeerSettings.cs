using Liaison.Commands;
using Liaison.Inspection;
using Liaison.Messages;
using Liaison.Protocols;
using Microsoft.Extensions.Logging;

namespace Liaison.Sessions;

/// <summary>The settings of one end of a connection: shared by all peers of a host, or of a client.</summary>
internal sealed record PeerSettings
{
    /// <summary>Runs the commands that the other end calls.</summary>
    public required CommandDispatcher Dispatcher { get; init; }

    /// <summary>The allowed protocols. If there are several, the first frame of the other end selects one.</summary>
    public required IReadOnlyList<IWireProtocol> Protocols { get; init; }

    /// <summary>The lanes in which commands wait for each other.</summary>
    public required Lanes Lanes { get; init; }

    /// <summary>The application's options.</summary>
    public required SessionOptions Options { get; init; }

    /// <summary>How many topics the other end may subscribe to.</summary>
    public int MaxSubscriptions { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>The prefix of the ids of this end's own calls. If it is empty, the ids are numbers.</summary>
    public required string CallIdPrefix { get; init; }

    /// <summary>
    /// Whether strings that start with $ are escaped in this end's own calls. Otherwise the other end would read them as references.
    /// </summary>
    public bool EscapesReferences { get; init; }

    /// <summary>Whether this end has chosen the protocol. A first message in another protocol then ends the connection.</summary>
    public bool KnowsProtocol { get; init; }

    /// <summary>The secret that this end sends in the greeting, if the protocol has one; null for none.</summary>
    public string? Secret { get; init; }

    /// <summary>Whether bytes are sent as attachments from the first message on, if frames may be binary.</summary>
    public bool Attaches { get; init; }

    /// <summary>Whether streams are sent and received, if the protocol supports them.</summary>
    public bool Streams { get; init; }

    /// <summary>The subscriptions at the host; null at a client, where nobody can subscribe.</summary>
    public Topics? Topics { get; init; }

    /// <summary>Records the traffic of a host for the console; null without inspection.</summary>
    public Inspector? Inspector { get; init; }

    /// <summary>The current activity of the host; null at a client.</summary>
    public Func<HostFigures>? HostFigures { get; init; }

    /// <summary>Receives the events that the other end publishes, on the reader's thread; null drops them.</summary>
    public Action<Publication>? OnPublication { get; init; }

    /// <summary>Creates the error of pending calls when the other end has left.</summary>
    public Func<PeerInfo, CommandError> Left { get; init; } = SessionErrors.Left;

    /// <summary>The settings for the codec of a connection.</summary>
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
