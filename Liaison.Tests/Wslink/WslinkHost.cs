using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Transports;

namespace Liaison.Tests.Wslink;

/// <summary>A host of a <see cref="WslinkCompanion"/> in memory, whose peers have to bring a secret.</summary>
internal sealed class WslinkHost : IAsyncDisposable
{
    public const string Secret = "wslink-secret";

    private readonly WslinkCompanion _companion = new();
    private readonly InMemoryTransport _transport = new();
    private readonly List<Task> _served = [];

    private WslinkHost(WslinkOptions? options, HostOptions? host)
    {
        Host = new LiaisonHost(_companion, (host ?? new HostOptions()) with { Protocols = [new WslinkProtocol(options)] });
        _companion.Host = Host;
    }

    public static async Task<WslinkHost> StartAsync(CancellationToken token, WslinkOptions? options = null, HostOptions? host = null)
    {
        var started = new WslinkHost(options, host);
        await started._transport.BindAsync(token);
        return started;
    }

    public LiaisonHost Host { get; }

    public async Task<ICommandConnection> ConnectAsync(CancellationToken token)
    {
        var peer = await new InMemoryConnector(_transport).ConnectAsync(token);
        var accepted = await _transport.AcceptAsync(token);
        _served.Add(Host.ServeAsync(new ProvingConnection(accepted!, Secret), CancellationToken.None));
        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _transport.DisposeAsync();
        await Task.WhenAll(_served);
        await _companion.DisposeAsync();
    }

    public static async Task<Frame> NextAsync(ICommandConnection peer, CancellationToken token) =>
        await peer.ReceiveAsync(token) ?? throw new InvalidOperationException("The host ended the connection.");
}
