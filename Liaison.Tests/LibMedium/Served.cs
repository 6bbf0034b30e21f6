using Liaison.Client;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Protocols;
using Liaison.Tests.Transports;
using Liaison.Transports;

namespace Liaison.Tests.LibMedium;

/// <summary>A daemon on a Unix socket of its own.</summary>
internal sealed class Served : IAsyncDisposable
{
    private readonly Companion _companion;

    private Served(Companion companion, LiaisonHost host, IWireProtocol protocol) => (_companion, Host, Protocol) = (companion, host, protocol);

    public LiaisonHost Host { get; }

    public IWireProtocol Protocol { get; }

    public string Path => Host.Addresses[0];

    public static async Task<Served> StudentsAsync(CancellationToken token, int maxMessageBytes = TransportLimits.DefaultMaxMessageBytes)
    {
        var system = new StudentSystem();
        var companion = new Companion();
        companion.Commands.AddFrom(system);
        var served = await StartAsync(companion, new LibMediumProtocol(Specifications.Student), maxMessageBytes, token);
        system.Host = served.Host;
        return served;
    }

    public static async Task<Served> PrimsAsync(CancellationToken token, int maxMessageBytes = TransportLimits.DefaultMaxMessageBytes)
    {
        var system = new PrimsSystem();
        var companion = new Companion();
        companion.Commands.AddFrom(system);
        var served = await StartAsync(companion, new LibMediumProtocol(Specifications.Prims), maxMessageBytes, token);
        system.Host = served.Host;
        return served;
    }

    public static async Task<LiaisonClient> ConnectAsync(string path, IWireProtocol protocol, CancellationToken token)
    {
        var connector = new UnixSocketConnector(path, new UnixSocketOptions { Framing = StreamFraming.Length64 });
        return await LiaisonClient.ConnectAsync(connector, new ClientOptions { Protocol = protocol }, token);
    }

    public Task<LiaisonClient> ConnectAsync(CancellationToken token) => ConnectAsync(Path, Protocol, token);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _companion.DisposeAsync();
    }

    private static async Task<Served> StartAsync(Companion companion, IWireProtocol protocol, int maxMessageBytes, CancellationToken token)
    {
        var options = new UnixSocketOptions { Framing = StreamFraming.Length64, MaxMessageBytes = maxMessageBytes };
        var host = new LiaisonHost(companion, new HostOptions { Protocols = [protocol] }).Add(new UnixSocketTransport(SocketPaths.Fresh(), options));
        await host.StartAsync(token);
        return new Served(companion, host, protocol);
    }
}
