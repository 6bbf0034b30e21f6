using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Transports;

namespace Liaison.Tests.Hosting;

/// <summary>A companion that a host serves in memory.</summary>
internal sealed class ServedCompanion : IAsyncDisposable
{
    private readonly InMemoryConnector _connector;

    private ServedCompanion(LiaisonHost host, InMemoryConnector connector) => (Host, _connector) = (host, connector);

    public LiaisonHost Host { get; }

    public static async Task<ServedCompanion> StartAsync(
        Companion companion, HostOptions? options = null, InMemoryOptions? transportOptions = null)
    {
        var transport = new InMemoryTransport("test", transportOptions);
        var host = new LiaisonHost(companion, options).Add(transport);
        await host.StartAsync();
        return new ServedCompanion(host, new InMemoryConnector(transport));
    }

    public async Task<TestPeer> ConnectAsync(CancellationToken token) => new(await _connector.ConnectAsync(token));

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Host.Companion.DisposeAsync();
    }
}
