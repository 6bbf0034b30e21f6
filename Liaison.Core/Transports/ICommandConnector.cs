namespace Liaison.Transports;

/// <summary>The client side of a transport: opens connections to an address where the transport is bound.</summary>
public interface ICommandConnector
{
    /// <summary>Opens a new connection, which the caller owns.</summary>
    /// <exception cref="IOException">Nothing answers at the address, or the connection was refused. The message gives the fix.</exception>
    ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken);
}
