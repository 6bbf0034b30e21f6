using Liaison.Hosting;
using Liaison.Protocols;
using Liaison.Transports;

namespace Liaison.Benchmarks.Servers;

/// <summary>Liaison, with default options but for what lets the load in.</summary>
internal sealed class LiaisonServer : MeasuredServer
{
    private const int MaxConnections = 1_024;

    private readonly Workbench _companion = new();
    private readonly ICommandTransport _transport;
    private readonly LiaisonHost _host;

    public LiaisonServer(Transport transport)
    {
        _transport = transport switch
        {
            Transport.WebSocket => new WebSocketTransport("127.0.0.1:0", new WebSocketTransportOptions { AnyLocalProcess = true }),
            Transport.Unix => new UnixSocketTransport(LocalName.Path(), new UnixSocketOptions { MaxConnections = MaxConnections, Framing = StreamFraming.DetectLength64 }),
            Transport.Pipe => new NamedPipeTransport(LocalName.Unique(), new NamedPipeOptions { MaxConnections = MaxConnections }),
            Transport.Stdio => new StdioTransport(),
            _ => throw new ArgumentOutOfRangeException(nameof(transport)),
        };
        var libMedium = new LibMediumProtocol(LibMediumSpecification.Parse(Workbench.Specification));
        _host = new LiaisonHost(_companion, new HostOptions { Protocols = [LiaisonProtocol.Instance, WslinkProtocol.Instance, libMedium] }).Add(_transport);
    }

    public override string Address => _transport.Address;

    public override Task StartAsync() => _host.StartAsync();

    public override ValueTask PublishAsync() => _host.PublishAsync(Reading.Topic, Reading.Sample);

    public override async ValueTask PublishPicturesAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await _host.PublishAsync(Picture.Topic, Picture.Sample);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _companion.DisposeAsync();
    }
}
