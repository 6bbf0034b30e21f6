using Liaison.Client;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Inspection;
using Liaison.Protocols;
using Liaison.Tests.Hosting;
using Liaison.Transports;

namespace Liaison.Tests.Inspection;

/// <summary>A host in memory that keeps its traffic, with peers that speak any protocol.</summary>
internal sealed class InspectedHost : IAsyncDisposable
{
    private InspectedHost(LiaisonHost host, InMemoryConnector connector) => (Host, Connector) = (host, connector);

    public LiaisonHost Host { get; }

    public InMemoryConnector Connector { get; }

    public static async Task<InspectedHost> StartAsync(Companion companion, InspectionOptions? options = null, params IWireProtocol[] protocols)
    {
        var transport = new InMemoryTransport("test");
        var host = new LiaisonHost(companion, new HostOptions
        {
            Inspection = options ?? new InspectionOptions(),
            Protocols = protocols.Length > 0 ? protocols : [LiaisonProtocol.Instance],
        }).Add(transport);
        await host.StartAsync();
        return new InspectedHost(host, new InMemoryConnector(transport));
    }

    public Task<LiaisonClient> ConnectAsync(CancellationToken token, IWireProtocol? protocol = null, string? secret = null) =>
        LiaisonClient.ConnectAsync(Connector, new ClientOptions { Protocol = protocol ?? LiaisonProtocol.Instance, Token = secret }, token);

    /// <summary>A peer that sends whatever it likes.</summary>
    public async Task<TestPeer> ConnectRawAsync(CancellationToken token) => new(await Connector.ConnectAsync(token));

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Host.Companion.DisposeAsync();
    }
}
