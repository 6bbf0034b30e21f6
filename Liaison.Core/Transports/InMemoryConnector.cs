namespace Liaison.Transports;

/// <summary>Connects to an <see cref="InMemoryTransport"/>.</summary>
/// <param name="transport">The transport, which must be bound by the time of connecting.</param>
public sealed class InMemoryConnector(InMemoryTransport transport) : ICommandConnector
{
    /// <inheritdoc/>
    public ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken) => transport.ConnectAsync(cancellationToken);
}
