using Liaison.Sessions;
using Liaison.Sessions.Workers;
using Liaison.Transports;

namespace Liaison.Hosting;

/// <summary>Turns a host into a gateway.</summary>
public static class ForwardingHostExtensions
{
    /// <summary>Forwards the commands of peers to a worker: all commands, or those that the options select.</summary>
    /// <remarks>
    /// Arguments, results, attachments, progress, streams, cancellation, callbacks and events pass through in both directions.
    /// </remarks>
    /// <param name="host">The host. It must not have started.</param>
    /// <param name="connector">
    /// Connects to a worker. Unless the options say otherwise, each peer has its own connection, which its first forwarded call opens.
    /// </param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="InvalidOperationException">The host has already had peers.</exception>
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
