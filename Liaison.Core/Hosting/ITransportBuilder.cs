using Liaison.Transports;

namespace Liaison.Hosting;

/// <summary>
/// Takes the transports of a host that somebody else makes. A transport's package adds itself to one with an extension method, and needs
/// to know neither the host nor any container.
/// </summary>
public interface ITransportBuilder
{
    /// <summary>Adds a transport.</summary>
    /// <param name="create">
    /// Makes the transport when the host is made. The application's services may have a <see cref="HostOptions"/> and an
    /// <c>ILoggerFactory</c>, or neither.
    /// </param>
    void AddTransport(Func<IServiceProvider, ICommandTransport> create);
}
