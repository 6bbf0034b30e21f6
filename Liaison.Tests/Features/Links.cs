using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Tests.Transports;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>The links that the fixtures run over, each with each protocol.</summary>
internal static class Links
{
    private static readonly Link[] Known =
    [
        new("memory", OpenMemory) { CarriesBinary = true },
        new("websocket", OpenWebSocket) { CarriesBinary = true },
        new("unix lines", () => OpenUnix(StreamFraming.Lines)),
        new("unix headers", () => OpenUnix(StreamFraming.Headers)),
        new("unix length", () => OpenUnix(StreamFraming.Length)) { CarriesBinary = true },
        new("pipe", OpenPipe),
        new("stdio", OpenStdio) { TakesManyClients = false, ReadsAfterEnd = true },
    ];

    private static readonly IWireProtocol[] Protocols = [LiaisonProtocol.Instance, JsonRpcProtocol.Instance];

    public static IEnumerable<TestFixtureData> All => Where(_ => true);

    public static IEnumerable<TestFixtureData> ForManyClients => Where(link => link.TakesManyClients);

    /// <summary>Those over which a peer that ends its sending has left.</summary>
    public static IEnumerable<TestFixtureData> WhereTheEndIsTheEnd => Where(link => !link.ReadsAfterEnd);

    /// <summary>In memory and over a socket, for what is more about sessions than about links.</summary>
    public static IEnumerable<TestFixtureData> ForLoad => Where(link => link.Name is "memory" or "websocket");

    private static IEnumerable<TestFixtureData> Where(Func<Link, bool> wanted) =>
        from link in Known.Where(wanted)
        from protocol in Protocols
        select new TestFixtureData(link, protocol).SetArgDisplayNames(link.Name, protocol.Name);

    private static LinkEnds OpenMemory()
    {
        var transport = new InMemoryTransport();
        return new LinkEnds(transport, _ => new InMemoryConnector(transport));
    }

    private static LinkEnds OpenWebSocket()
    {
        var options = new WebSocketTransportOptions { AnyLocalProcess = true, SubProtocols = [.. Protocols.Select(protocol => protocol.Name)] };
        var transport = new WebSocketTransport("127.0.0.1:0", options);
        return new LinkEnds(
            transport,
            protocol => new WebSocketConnector(new Uri("ws://" + transport.Address), new WebSocketConnectorOptions { SubProtocols = [protocol.Name] }));
    }

    private static LinkEnds OpenUnix(StreamFraming framing)
    {
        var options = new UnixSocketOptions { Framing = framing };
        var transport = new UnixSocketTransport(SocketPaths.Fresh(), options);
        return new LinkEnds(transport, _ => new UnixSocketConnector(transport.Address, options));
    }

    private static LinkEnds OpenPipe()
    {
        var transport = new NamedPipeTransport($"liaison-{Guid.NewGuid():N}");
        return new LinkEnds(transport, _ => new NamedPipeConnector(transport.Address));
    }

    private static LinkEnds OpenStdio()
    {
        var pipes = new PipePair();
        var transport = new StdioTransport(new StdioOptions { Input = pipes.HostInput, Output = pipes.HostOutput });
        return new LinkEnds(transport, _ => new StreamConnector(pipes.Peer));
    }

    private sealed class StreamConnector(Stream stream) : ICommandConnector
    {
        public ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken) =>
            new(new StreamConnection(stream, new PeerInfo("stdio", "child")));
    }
}
