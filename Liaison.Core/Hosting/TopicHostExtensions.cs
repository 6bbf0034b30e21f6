using Liaison.Sessions;

namespace Liaison.Hosting;

/// <summary>Shares topics between several hosts.</summary>
public static class TopicHostExtensions
{
    /// <summary>
    /// Shares the host's topics with other hosts: an event that one host publishes reaches the subscribers of every host.
    /// </summary>
    /// <remarks>An event reaches the subscribers of its own host even if the bus does not deliver it.</remarks>
    /// <param name="host">The host. It must not have started.</param>
    /// <param name="bus">Carries the events. The host then owns the bus.</param>
    /// <exception cref="InvalidOperationException">The host has already had peers.</exception>
    public static LiaisonHost ShareTopics(this LiaisonHost host, ITopicBus bus)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(bus);
        host.PeerCompanions.ShareTopics(bus);
        return host;
    }
}
