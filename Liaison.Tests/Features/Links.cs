using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Resumption;
using Liaison.Tests.Nats;
using Liaison.Tests.Resumption;
using Liaison.Tests.Transports;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>The links that the fixtures run over, each with each protocol.</summary>
internal static class Links
{
    private const int FramesUntilCut = 11;

    private static readonly Link[] Known =
    [
        new("memory", OpenMemory) { CarriesBinary = true },
        new("websocket", OpenWebSocket) { CarriesBinary = true },
        new("unix lines", () => OpenUnix(StreamFraming.Lines)),
        new("unix headers", () => OpenUnix(StreamFraming.Headers)),
        new("unix length", () => OpenUnix(StreamFraming.Length)) { CarriesBinary = true },
        new("pipe", OpenPipe),
        new("nats", OpenNats) { CarriesBinary = true },
        new("gateway", OpenGateway) { CarriesBinary = true, OutlivesHost = true, Streams = false },
        new("resumed", OpenResumed) { CarriesBinary = true, Resumes = true },
        new("stdio", OpenStdio) { TakesManyClients = false, ReadsAfterEnd = true },
    ];

    private static readonly Speech[] Speeches =
    [
        new("liaison", LiaisonProtocol.Instance) { Notifies = false, Streams = true },
        new("json-rpc", JsonRpcProtocol.Instance) { MixesArguments = false, Attaches = false, Batches = true },
        Wslink(WslinkVersion.One),
        Wslink(WslinkVersion.Two),
    ];

    public static IEnumerable<TestFixtureData> All => Where(_ => true);

    public static IEnumerable<TestFixtureData> ForManyClients => Where(link => link.TakesManyClients);

    /// <summary>Those over which a client can come again.</summary>
    public static IEnumerable<TestFixtureData> WhereClientsComeAgain => Where(link => link.TakesManyClients);

    /// <summary>Those over which a peer that ends its sending has left.</summary>
    public static IEnumerable<TestFixtureData> WhereTheEndIsTheEnd => Where(link => !link.ReadsAfterEnd);

    /// <summary>In memory and over a socket, for what is more about sessions than about links.</summary>
    public static IEnumerable<TestFixtureData> ForLoad => Where(link => link.Name is "memory" or "websocket");

    /// <summary>Those over which a host calls its clients.</summary>
    public static IEnumerable<TestFixtureData> WhereHostsCall => Where(_ => true, speech => speech.CallsBack);

    /// <summary>Those over which a client and its host call each other, for what is more about sessions than about links.</summary>
    public static IEnumerable<TestFixtureData> ForLoadWhereHostsCall => Where(link => link.Name is "memory" or "websocket", speech => speech.CallsBack);

    /// <summary>Those over which a command tells of its progress, and gives one item after the other.</summary>
    public static IEnumerable<TestFixtureData> WhereCommandsReport => Where(_ => true, speech => speech.Reports);

    /// <summary>Those over which a call that runs can be canceled.</summary>
    public static IEnumerable<TestFixtureData> WhereCallsAreCanceled => Where(_ => true, speech => speech.Cancels);

    /// <summary>Those over which streams go in chunks.</summary>
    public static IEnumerable<TestFixtureData> WhereStreamsGo => Where(link => link.Streams, speech => speech.Streams);

    /// <summary>Those that carry bytes as they are between processes, for what is long.</summary>
    public static IEnumerable<TestFixtureData> ForFiles => Where(link => link.Name is "websocket" or "unix length" or "stdio", speech => speech.Streams);

    private static IEnumerable<TestFixtureData> Where(Func<Link, bool> wanted, Func<Speech, bool>? spoken = null) =>
        from link in Known.Where(wanted)
        from speech in Speeches.Where(spoken ?? (_ => true))
        where link.CarriesBinary || !speech.NeedsBinary
        select new TestFixtureData(link, speech).SetArgDisplayNames(link.Name, speech.Name);

    private static Speech Wslink(WslinkVersion version) =>
        new($"wslink {(int)version}", new WslinkProtocol(new WslinkOptions { Version = version }))
        {
            CallsBack = false,
            Reports = false,
            Cancels = false,
            AttachesAlways = true,
            SendsAllEvents = true,
            NeedsBinary = true,
        };

    private static LinkEnds OpenMemory()
    {
        var transport = new InMemoryTransport();
        return new LinkEnds(transport, _ => new InMemoryConnector(transport));
    }

    private static LinkEnds OpenWebSocket()
    {
        var options = new WebSocketTransportOptions { AnyLocalProcess = true, SubProtocols = [.. Speeches.Select(speech => speech.Protocol.Name).Distinct()] };
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

    private static LinkEnds OpenNats()
    {
        var options = NatsServer.Shared().Options();
        return new LinkEnds(new NatsTransport(options), _ => new NatsConnector(options));
    }

    private static LinkEnds OpenGateway()
    {
        var transport = new InMemoryTransport();
        return new LinkEnds(transport, protocol => new GatewayConnector(new InMemoryConnector(transport), protocol));
    }

    // Cut again and again, in the middle of whatever a test does.
    private static LinkEnds OpenResumed()
    {
        var transport = new InMemoryTransport();
        var resume = new ResumeOptions { FirstDelay = TimeSpan.FromMilliseconds(1) };
        return new LinkEnds(transport, _ => new ResumingConnector(new CuttingConnector(new InMemoryConnector(transport), FramesUntilCut), resume));
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
