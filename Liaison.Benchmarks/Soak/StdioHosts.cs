using System.Collections.Concurrent;
using System.IO.Pipes;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Benchmarks.Soak;

/// <summary>A host over a pair of the system's pipes for each connection, as a process has it that is started for its one peer.</summary>
internal sealed class StdioHosts(Companion companion, HostOptions options) : ICommandConnector, IAsyncDisposable
{
    private readonly ConcurrentDictionary<LiaisonHost, byte> _hosts = new();

    public async ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var toHost = new AnonymousPipeServerStream(PipeDirection.Out);
        var toPeer = new AnonymousPipeServerStream(PipeDirection.In);
        var transport = new StdioTransport(new StdioOptions
        {
            Input = new AnonymousPipeClientStream(PipeDirection.In, toHost.ClientSafePipeHandle),
            Output = new AnonymousPipeClientStream(PipeDirection.Out, toPeer.ClientSafePipeHandle),
        });
        var host = new LiaisonHost(companion, options).Add(transport);
        await host.StartAsync(cancellationToken);
        _hosts.TryAdd(host, 0);
        _ = host.Completion.ContinueWith(_ => _hosts.TryRemove(host, out var _), TaskScheduler.Default);
        return new StreamConnection(toPeer, toHost, new PeerInfo("stdio", "soak"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts.Keys)
        {
            await host.DisposeAsync();
        }
    }
}
