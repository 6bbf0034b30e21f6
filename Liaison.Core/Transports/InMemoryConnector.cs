namespace Liaison.Transports;

/// <summary>Connects to an <see cref="InMemoryTransport"/>.</summary>
/// <param name="transport">The transport. It must be bound before a connection is opened.</param>
public sealed class InMemoryConnector(InMemoryTransport transport) : ICommandConnector
{
    /// <inheritdoc/>
    public ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken) => transport.ConnectAsync(cancellationToken);
}
