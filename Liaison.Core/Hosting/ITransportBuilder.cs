using Liaison.Transports;

namespace Liaison.Hosting;

/// <summary>
/// Adds transports to a host that another component creates. A transport's package provides an extension method for this interface and
/// needs no knowledge of the host or the container.
/// </summary>
public interface ITransportBuilder
{
    /// <summary>Adds a transport.</summary>
    /// <param name="create">
    /// Creates the transport when the host is created. The application's services may contain a <see cref="HostOptions"/> and an
    /// <c>ILoggerFactory</c>; both are optional.
    /// </param>
    void AddTransport(Func<IServiceProvider, ICommandTransport> create);
}
