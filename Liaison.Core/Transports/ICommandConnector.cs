namespace Liaison.Transports;

/// <summary>The other end of a transport: opens a link to where one is bound.</summary>
public interface ICommandConnector
{
    /// <summary>Opens a new link, which belongs to the caller.</summary>
    /// <exception cref="IOException">Nobody answers there, or the peer was refused; the message names the fix.</exception>
    ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken);
}
