using System.Net;
using System.Net.Sockets;
using Liaison.Protocols;
using Liaison.Tests.Transports;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Faults;

/// <summary>The links that faults happen on.</summary>
internal static class FaultLinks
{
    private static readonly FaultLink[] Known =
    [
        new("websocket, liaison", LiaisonProtocol.Instance, OpenWebSocket),
        new("websocket, json-rpc", JsonRpcProtocol.Instance, OpenWebSocket),
        new("websocket, wslink 1", new WslinkProtocol(new WslinkOptions { Version = WslinkVersion.One }), OpenWebSocket),
        new("websocket, wslink 2", WslinkProtocol.Instance, OpenWebSocket),
        new("unix lines, liaison", LiaisonProtocol.Instance, protocol => OpenUnix(StreamFraming.Lines)),
        new("unix headers, json-rpc", JsonRpcProtocol.Instance, protocol => OpenUnix(StreamFraming.Headers)),
        new("unix length, wslink 2", WslinkProtocol.Instance, protocol => OpenUnix(StreamFraming.Length)),
        new("pipe, liaison", LiaisonProtocol.Instance, OpenPipe),
    ];

    public static IEnumerable<TestFixtureData> All => Known.Select(link => new TestFixtureData(link).SetArgDisplayNames(link.Name));

    /// <summary>One for each transport.</summary>
    public static IEnumerable<TestFixtureData> OfEachTransport =>
        Known.DistinctBy(link => link.Name.Split(' ', ',')[0]).Select(link => new TestFixtureData(link).SetArgDisplayNames(link.Name));

    /// <summary>Where a raw peer connects to a transport that is bound.</summary>
    public static EndPoint AddressOf(ICommandTransport transport) => transport switch
    {
        WebSocketTransport => IPEndPoint.Parse(transport.Address),
        NamedPipeTransport => PipeAddress(transport.Address),
        _ => new UnixDomainSocketEndPoint(transport.Address),
    };

    private static FaultEnds OpenWebSocket(IWireProtocol protocol)
    {
        WebSocketTransport? transport = null;
        var proxy = FaultProxy.Listen(new IPEndPoint(IPAddress.Loopback, 0), () => FaultProxy.ConnectAsync(IPEndPoint.Parse(transport!.Address)));
        transport = new WebSocketTransport("127.0.0.1:0", new WebSocketTransportOptions
        {
            AnyLocalProcess = true,
            AllowedHosts = [proxy.EndPoint.ToString()!],
            SubProtocols = [protocol.Name],

            // What is cut may leave a close without its answer; the default of two seconds would be waited for at each cut.
            CloseTimeout = TimeSpan.FromMilliseconds(200),
        });
        var options = new WebSocketConnectorOptions { SubProtocols = [protocol.Name], CloseTimeout = TimeSpan.FromMilliseconds(200) };
        return new FaultEnds(
            transport,
            new LateConnector(() => new WebSocketConnector(new Uri("ws://" + transport.Address), options)),
            new WebSocketConnector(new Uri($"ws://{proxy.EndPoint}"), options),
            proxy);
    }

    private static FaultEnds OpenUnix(StreamFraming framing)
    {
        var options = new UnixSocketOptions { Framing = framing };
        var transport = new UnixSocketTransport(SocketPaths.Fresh(), options);
        var path = SocketPaths.Fresh();
        return new FaultEnds(
            transport,
            new UnixSocketConnector(transport.Address, options),
            new UnixSocketConnector(path, options),
            FaultProxy.Listen(new UnixDomainSocketEndPoint(path), () => FaultProxy.ConnectAsync(new UnixDomainSocketEndPoint(transport.Address))));
    }

    private static FaultEnds OpenPipe(IWireProtocol protocol)
    {
        var transport = new NamedPipeTransport($"liaison-{Guid.NewGuid():N}");
        var name = $"liaison-{Guid.NewGuid():N}";
        return new FaultEnds(
            transport,
            new NamedPipeConnector(transport.Address),
            new NamedPipeConnector(name),
            FaultProxy.Listen(PipeAddress(name), () => FaultProxy.ConnectAsync(PipeAddress(transport.Address))));
    }

    // Where the framework puts a named pipe on Unix.
    private static UnixDomainSocketEndPoint PipeAddress(string name) => new(Path.Combine(Path.GetTempPath(), "CoreFxPipe_" + name));
}
