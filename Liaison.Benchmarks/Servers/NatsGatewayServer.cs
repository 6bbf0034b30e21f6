using Liaison.Benchmarks.Nats;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Sessions;
using Liaison.Transports;

namespace Liaison.Benchmarks.Servers;

/// <summary>A gateway: WebSocket in front, workers behind NATS.</summary>
internal sealed class NatsGatewayServer : MeasuredServer
{
    private readonly Companion _companion = new();
    private readonly LiaisonHost _host;

    /// <param name="url">Where NATS is.</param>
    /// <param name="subject">What the workers' subjects begin with.</param>
    /// <param name="spread">Over how many sessions calls are spread; 0 for a session of each connection.</param>
    public NatsGatewayServer(string url, string subject, int spread)
    {
        var webSocket = new WebSocketTransport("127.0.0.1:0", new WebSocketTransportOptions
        {
            AnyLocalProcess = true,
            MaxConnections = NatsNodes.MaxConnections,

            // The ends of the load answer no pings.
            KeepAliveInterval = TimeSpan.FromDays(1),
        });
        _host = new LiaisonHost(_companion, new HostOptions { MaxConnections = NatsNodes.MaxConnections }).Add(webSocket);
        _host.ForwardTo(new NatsConnector(NatsNodes.Options(url, subject)), new ForwardOptions { AllowAnonymous = true, Spread = spread });
    }

    public override string Address => _host.Addresses[0];

    public override Task StartAsync() => _host.StartAsync();

    public override async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _companion.DisposeAsync();
    }
}
