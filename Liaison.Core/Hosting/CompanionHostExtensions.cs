using Liaison.Companions;

namespace Liaison.Hosting;

/// <summary>Prepares what the peers of a host drive.</summary>
public static class CompanionHostExtensions
{
    /// <summary>
    /// Does something to every companion that the host serves: now to the host's own, and to each that <see cref="HostOptions.CompanionFor"/>
    /// gives when a peer connects.
    /// </summary>
    /// <param name="host">The host, which has not started.</param>
    /// <param name="configure">Adds commands or names, say. It is called for several companions at once.</param>
    /// <exception cref="InvalidOperationException">The host has had peers.</exception>
    public static LiaisonHost ConfigureCompanions(this LiaisonHost host, Action<Companion> configure)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(configure);
        host.PeerCompanions.Configure(configure);
        return host;
    }
}
