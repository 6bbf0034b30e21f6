using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Protocols;
using Liaison.Sessions;
using Liaison.Transports;

namespace Liaison.Benchmarks.Soak;

/// <summary>The host that is driven, over every transport and in every protocol at once, and the ways to it.</summary>
internal sealed class SoakHost : IAsyncDisposable
{
    /// <summary>The topic of the numbers that are published all the time.</summary>
    public const string Topic = "soak.number";

    private static readonly WslinkProtocol WslinkOne = new(new WslinkOptions { Version = WslinkVersion.One });
    private static readonly LibMediumProtocol LibMedium = new(LibMediumSpecification.Parse(SoakCommands.Specification));

    private readonly Companion _companion = new();
    private readonly InMemoryTransport _memory = new();
    private readonly WebSocketTransport _webSocket = new("127.0.0.1:0", new WebSocketTransportOptions
    {
        AnyLocalProcess = true,
        SubProtocols = [LiaisonProtocol.Instance.Name, JsonRpcProtocol.Instance.Name, WslinkProtocol.Instance.Name],
        CloseTimeout = TimeSpan.FromMilliseconds(500),
    });

    private readonly UnixSocketTransport _lines = new(Fresh(), new UnixSocketOptions { Framing = StreamFraming.DetectLength64 });
    private readonly UnixSocketTransport _length = new(Fresh(), new UnixSocketOptions { Framing = StreamFraming.Length });
    private readonly NamedPipeTransport _pipe = new($"liaison-soak-{Guid.NewGuid():N}");
    private readonly StdioHosts _stdio;
    private readonly LiaisonHost _host;

    public SoakHost(bool resumes)
    {
        _companion.Commands.AddFrom(Commands);
        var options = new HostOptions
        {
            Protocols = [LiaisonProtocol.Instance, JsonRpcProtocol.Instance, WslinkProtocol.Instance, LibMedium],
            Execution = Execution.PerConnection,
            ResumeTimeout = resumes ? TimeSpan.FromSeconds(30) : null,
        };
        _host = new LiaisonHost(_companion, options).Add(_memory).Add(_webSocket).Add(_lines).Add(_length).Add(_pipe);
        _stdio = new StdioHosts(_companion, options with { Protocols = [LiaisonProtocol.Instance], ResumeTimeout = null });
    }

    public SoakCommands Commands { get; } = new();

    public Task StartAsync() => _host.StartAsync();

    /// <summary>Publishes the next number.</summary>
    public ValueTask PublishAsync(long number) => _host.PublishAsync(Topic, number);

    /// <summary>The ways, once the host has started.</summary>
    public IReadOnlyList<SoakWay> Ways() =>
    [
        new("memory/liaison", LiaisonProtocol.Instance, new InMemoryConnector(_memory)) { Raw = RawDialect.Liaison },
        new("websocket/liaison", LiaisonProtocol.Instance, WebSocket(LiaisonProtocol.Instance)) { Raw = RawDialect.Liaison },
        new("websocket/json-rpc", JsonRpcProtocol.Instance, WebSocket(JsonRpcProtocol.Instance)) { Raw = RawDialect.JsonRpc },
        Wslink("websocket/wslink-1", WslinkOne, WebSocket(WslinkOne)),
        Wslink("websocket/wslink-2", WslinkProtocol.Instance, WebSocket(WslinkProtocol.Instance)),
        new("unix/liaison", LiaisonProtocol.Instance, Unix(StreamFraming.Lines)) { Raw = RawDialect.Liaison },
        new("unix/json-rpc", JsonRpcProtocol.Instance, Unix(StreamFraming.Headers)) { Raw = RawDialect.JsonRpc },
        new("unix/length", LiaisonProtocol.Instance, new UnixSocketConnector(_length.Address, new UnixSocketOptions { Framing = StreamFraming.Length })),
        Wslink("unix/wslink-2", WslinkProtocol.Instance, new UnixSocketConnector(_length.Address, new UnixSocketOptions { Framing = StreamFraming.Length })),
        new("unix/libmedium", LibMedium, Unix(StreamFraming.Length64)) { CallsBack = false, Cancels = false, IsOpen = false },
        new("pipe/liaison", LiaisonProtocol.Instance, new NamedPipeConnector(_pipe.Address)) { Raw = RawDialect.Liaison },
        new("pipe/json-rpc", JsonRpcProtocol.Instance, new NamedPipeConnector(_pipe.Address)) { Raw = RawDialect.JsonRpc },
        new("stdio/liaison", LiaisonProtocol.Instance, _stdio) { Raw = RawDialect.Liaison, Resumes = false },
    ];

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _stdio.DisposeAsync();
        await _companion.DisposeAsync();
    }

    private static SoakWay Wslink(string name, WslinkProtocol protocol, ICommandConnector connector) =>
        new(name, protocol, connector) { CallsBack = false, Cancels = false };

    private static string Fresh() => Path.Combine(Path.GetTempPath(), $"liaison-soak-{Guid.NewGuid():N}.sock");

    private WebSocketConnector WebSocket(IWireProtocol protocol) =>
        new(new Uri("ws://" + _webSocket.Address), new WebSocketConnectorOptions { SubProtocols = [protocol.Name], CloseTimeout = TimeSpan.FromMilliseconds(500) });

    private UnixSocketConnector Unix(StreamFraming framing) => new(_lines.Address, new UnixSocketOptions { Framing = framing });
}
