using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Transports;

namespace Liaison.Benchmarks.Scale;

/// <summary>A companion that a host serves in memory.</summary>
internal sealed class ServedCompanion : IAsyncDisposable
{
    private const int LargestMessage = 64 << 20;

    private readonly LiaisonHost _host;
    private readonly InMemoryConnector _connector;

    private ServedCompanion(LiaisonHost host, InMemoryConnector connector) => (_host, _connector) = (host, connector);

    public static async Task<ServedCompanion> StartAsync(Companion companion)
    {
        var transport = new InMemoryTransport("scale", new InMemoryOptions { MaxMessageBytes = LargestMessage });
        var host = new LiaisonHost(companion).Add(transport);
        await host.StartAsync();
        return new ServedCompanion(host, new InMemoryConnector(transport));
    }

    public async Task<MemoryPeer> ConnectAsync() => new(await _connector.ConnectAsync(CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _host.Companion.DisposeAsync();
    }
}
