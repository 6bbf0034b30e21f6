using Liaison.Sessions;
using Liaison.Transports;

namespace Liaison.Hosting;

/// <summary>
/// Configures a host that another component creates, beyond its transports. A package provides an extension method for this interface and
/// needs no knowledge of the container.
/// </summary>
public interface IHostingBuilder : ITransportBuilder
{
    /// <summary>Turns the host into a gateway (<see cref="ForwardingHostExtensions.ForwardTo"/>).</summary>
    /// <param name="create">Creates the connector from the application's services, when the host is created.</param>
    /// <param name="configure">Changes the options from the application's configuration; null uses them unchanged.</param>
    void AddForwarding(Func<IServiceProvider, ICommandConnector> create, Func<ForwardOptions, ForwardOptions>? configure);

    /// <summary>Configures the host after it is created and before it starts.</summary>
    /// <param name="configure">Receives the application's services and the host.</param>
    void ConfigureHost(Action<IServiceProvider, LiaisonHost> configure);
}
