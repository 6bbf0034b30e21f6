using Liaison.Commands;
using Liaison.Messages;
using Liaison.Protocols;
using Microsoft.Extensions.Logging;

namespace Liaison.Sessions.Sending;

/// <summary>How one end of a connection works, as far as all parts of it need to know.</summary>
internal record LinkSettings
{
    /// <summary>What runs the commands that the other end calls.</summary>
    public required CommandDispatcher Dispatcher { get; init; }

    /// <summary>What the application has said about either end.</summary>
    public required SessionOptions Options { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>What the ids of this end's own calls begin with; empty makes them numbers.</summary>
    public required string CallIdPrefix { get; init; }

    /// <summary>Whether strings that start with $ are escaped in this end's own calls, since the other end would take them for references.</summary>
    public bool EscapesReferences { get; init; }

    /// <summary>Whether this end has chosen the protocol, so that a first message in another one ends the connection.</summary>
    public bool KnowsProtocol { get; init; }

    /// <summary>Whether bytes are sent as attachments from the first message on, where frames may be binary.</summary>
    public bool Attaches { get; init; }

    /// <summary>Whether streams are given and taken, where the protocol has a form for them.</summary>
    public bool Streams { get; init; }

    /// <summary>What the host does, for whoever asks; null at a client.</summary>
    public Func<HostFigures>? HostFigures { get; init; }

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
