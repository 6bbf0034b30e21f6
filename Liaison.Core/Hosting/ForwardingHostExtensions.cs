using Liaison.Sessions;
using Liaison.Sessions.Workers;
using Liaison.Transports;

namespace Liaison.Hosting;

/// <summary>Makes a host a gateway.</summary>
public static class ForwardingHostExtensions
{
    /// <summary>
    /// Has the commands of peers run by whoever the connector connects to, all or those that the options choose: arguments, results,
    /// attachments, progress, streams, cancelling, calls back and events pass through in both directions.
    /// </summary>
    /// <param name="host">The host, which has not started.</param>
    /// <param name="connector">Connects to a worker. Each peer has a connection of its own, opened with its first such call, unless the options say otherwise.</param>
    /// <param name="options">What to do differently; null takes the defaults.</param>
    /// <exception cref="ArgumentException">An option is outside of what it may be.</exception>
    /// <exception cref="InvalidOperationException">The host has had peers.</exception>
    public static LiaisonHost ForwardTo(this LiaisonHost host, ICommandConnector connector, ForwardOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(connector);
        options ??= new ForwardOptions();
        options.Validate();
        host.PeerCompanions.ForwardTo(new Forwarding(connector, options));
        return host;
    }
}
