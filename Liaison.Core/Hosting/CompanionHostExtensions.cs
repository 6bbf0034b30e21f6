using Liaison.Companions;

namespace Liaison.Hosting;

/// <summary>Configures the companions of a host.</summary>
public static class CompanionHostExtensions
{
    /// <summary>
    /// Configures every companion that the host serves: its own one now, and each
    /// companion of <see cref="HostOptions.CompanionFor"/> when its peer connects.
    /// </summary>
    /// <param name="host">The host. It must not have started.</param>
    /// <param name="configure">Adds commands or names, for example. May be called for several companions at the same time.</param>
    /// <exception cref="InvalidOperationException">The host has already had peers.</exception>
    public static LiaisonHost ConfigureCompanions(this LiaisonHost host, Action<Companion> configure)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(configure);
        host.PeerCompanions.Configure(configure);
        return host;
    }
}
