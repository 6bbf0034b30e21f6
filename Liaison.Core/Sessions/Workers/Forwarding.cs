using Liaison.Sessions.CallsIn;
using Liaison.Transports;

namespace Liaison.Sessions.Workers;

/// <summary>Where a host has commands run that are not run by itself.</summary>
internal sealed class Forwarding(ICommandConnector connector, ForwardOptions options) : IAsyncDisposable
{
    private SpreadRelay? _shared;

    public ICommandConnector Connector => connector;

    public ForwardOptions Options => options;

    /// <summary>Prepares what all peers of a host share.</summary>
    public void Prepare(PeerSettings settings) => _shared = options.Spread > 0 ? new SpreadRelay(this, settings) : null;

    /// <summary>Has a peer's calls run elsewhere, before it is served.</summary>
    public void Attach(Peer peer)
    {
        if (_shared is not null)
        {
            peer.Incoming.Relay = _shared;
            return;
        }

        var relay = new WorkerRelay(this, peer);
        peer.Incoming.Relay = relay;
        peer.Subscriptions.Elsewhere = relay.Want;
        peer.Belongings.Own(relay);
    }

    /// <summary>How a connection to a worker works, on behalf of a peer of these settings.</summary>
    public PeerSettings SettingsOf(PeerSettings settings) => settings with
    {
        Protocols = [options.Protocol],
        Lanes = new Lanes(settings.Options.Execution == Execution.PerConnection ? Execution.PerConnection : Execution.Concurrent),
        CallIdPrefix = "",
        KnowsProtocol = true,
        Attaches = true,
        Streams = false,
        Topics = null,
        Secret = null,
        OnPublication = null,
    };

    public ValueTask DisposeAsync() => _shared?.DisposeAsync() ?? ValueTask.CompletedTask;
}
