using Liaison.Commands;
using Liaison.Messages;
using Liaison.Protocols;
using Microsoft.Extensions.Logging;

namespace Liaison.Sessions.Sending;

/// <summary>The settings of one end of a connection that every room of a session may read.</summary>
internal record LinkSettings
{
    /// <summary>Runs the commands that the other end calls.</summary>
    public required CommandDispatcher Dispatcher { get; init; }

    /// <summary>The application's options.</summary>
    public required SessionOptions Options { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>The prefix of the ids of this end's own calls. If it is empty, the ids are numbers.</summary>
    public required string CallIdPrefix { get; init; }

    /// <summary>
    /// Whether strings that start with $ are escaped in this end's own calls. Otherwise the other end would read them as references.
    /// </summary>
    public bool EscapesReferences { get; init; }

    /// <summary>Whether this end has chosen the protocol. A first message in another protocol then ends the connection.</summary>
    public bool KnowsProtocol { get; init; }

    /// <summary>Whether bytes are sent as attachments from the first message on, if frames may be binary.</summary>
    public bool Attaches { get; init; }

    /// <summary>Whether streams are sent and received, if the protocol supports them.</summary>
    public bool Streams { get; init; }

    /// <summary>The current activity of the host; null at a client.</summary>
    public Func<HostFigures>? HostFigures { get; init; }

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
