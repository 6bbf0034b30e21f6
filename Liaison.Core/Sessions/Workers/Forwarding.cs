using Liaison.Sessions.CallsIn;
using Liaison.Transports;

namespace Liaison.Sessions.Workers;

/// <summary>Forwards commands of a host to workers.</summary>
internal sealed class Forwarding(ICommandConnector connector, ForwardOptions options) : IAsyncDisposable
{
    private SpreadRelay? _shared;

    public ICommandConnector Connector => connector;

    public ForwardOptions Options => options;

    /// <summary>Prepares the part that all peers of a host share.</summary>
    public void Prepare(PeerSettings settings) => _shared = options.Spread > 0 ? new SpreadRelay(this, settings) : null;

    /// <summary>Forwards the calls of a peer. Called before the peer is served.</summary>
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

    /// <summary>The settings of a connection to a worker, for a peer with these settings.</summary>
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
