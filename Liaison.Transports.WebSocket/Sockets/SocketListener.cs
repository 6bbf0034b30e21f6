using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Liaison.Transports;

/// <summary>Accepts the connections of one listening socket. Only the disposal of the socket ends it.</summary>
internal sealed class SocketListener(Socket socket, EndPoint endPoint, MemoryPool<byte> pool) : IConnectionListener
{
    /// <summary>How long to wait if the system has no descriptor or no memory for another connection.</summary>
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    public EndPoint EndPoint => endPoint;

    /// <summary>Returns the next connection, or null if the socket was disposed.</summary>
    /// <remarks>The server would never accept again after an exception, so a failed accept is repeated.</remarks>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                var accepted = await socket.AcceptAsync(cancellationToken).ConfigureAwait(false);
                if (Wrap(accepted) is { } link)
                {
                    return link;
                }
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException exception)
            {
                // The peer may have left before it was accepted, or the socket was disposed: then the next accept tells.
                if (exception.SocketErrorCode is not (SocketError.ConnectionAborted or SocketError.ConnectionReset or SocketError.OperationAborted))
                {
                    await Task.Delay(RetryDelay, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => DisposeAsync();

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Returns null if the peer has already left.</summary>
    private SocketLink? Wrap(Socket accepted)
    {
        try
        {
            accepted.NoDelay = true;
            accepted.Blocking = false; // reads and writes are first tried without waiting
            return new SocketLink(accepted, pool);
        }
        catch (SocketException)
        {
            accepted.Dispose();
            return null;
        }
    }
}
