using Liaison.Sessions;

namespace Liaison.Hosting;

/// <summary>Makes the topics of several hosts one.</summary>
public static class TopicHostExtensions
{
    /// <summary>
    /// Shares the host's topics with others: what is published at one reaches those who subscribed at any. An event reaches those at its
    /// own host even where the bus does not carry it.
    /// </summary>
    /// <param name="host">The host, which has not started.</param>
    /// <param name="bus">What carries the events; it then belongs to the host.</param>
    /// <exception cref="InvalidOperationException">The host has had peers.</exception>
    public static LiaisonHost ShareTopics(this LiaisonHost host, ITopicBus bus)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(bus);
        host.PeerCompanions.ShareTopics(bus);
        return host;
    }
}
