using Liaison.Sessions;
using Liaison.Transports;

namespace Liaison.Hosting;

/// <summary>
/// Takes what a host that somebody else makes does beside serving its transports. A package adds itself to one with an extension method,
/// and needs to know no container.
/// </summary>
public interface IHostingBuilder : ITransportBuilder
{
    /// <summary>Makes the host a gateway (<see cref="ForwardingHostExtensions.ForwardTo"/>).</summary>
    /// <param name="create">Makes the connector when the host is made, from the application's services.</param>
    /// <param name="configure">Changes the options that the application's configuration has; null takes those.</param>
    void AddForwarding(Func<IServiceProvider, ICommandConnector> create, Func<ForwardOptions, ForwardOptions>? configure);

    /// <summary>Does something to the host once it is made, and before it starts.</summary>
    /// <param name="configure">Takes the application's services and the host.</param>
    void ConfigureHost(Action<IServiceProvider, LiaisonHost> configure);
}
