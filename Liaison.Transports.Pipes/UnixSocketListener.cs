using System.Net.Sockets;

namespace Liaison.Transports;

/// <summary>Listens on a Unix socket. Only the user that runs the process can connect.</summary>
/// <remarks>Dispose removes the socket's file.</remarks>
internal sealed class UnixSocketListener : IStreamListener
{
    private static readonly TimeSpan WaitForResources = TimeSpan.FromMilliseconds(100);

    private readonly SocketFile _file;
    private readonly uint? _user;
    private volatile bool _isDisposed;

    /// <summary>Creates the socket.</summary>
    /// <exception cref="BindException">The path is taken, too long or not allowed.</exception>
    public UnixSocketListener(string path, string address, int backlog)
    {
        _file = SocketFile.Listen(path, address, backlog);
        _user = PeerUser.Of(_file.Socket);
    }

    public async ValueTask<Stream?> AcceptAsync(CancellationToken cancellationToken)
    {
        while (!_isDisposed)
        {
            try
            {
                var peer = await _file.Socket.AcceptAsync(cancellationToken).ConfigureAwait(false);
                if (PeerUser.Of(peer) == _user)
                {
                    return new NetworkStream(peer, ownsSocket: true);
                }

                // The file's mode already excludes all users except the superuser.
                peer.Dispose();
            }
            catch (Exception e) when (_isDisposed && e is SocketException or ObjectDisposedException)
            {
                break;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable)
            {
                // The peer stays in the backlog until a file can be opened again. Accepting at once would only spin.
                await Task.Delay(WaitForResources, cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionAborted or SocketError.ConnectionReset)
            {
                // The peer left while it waited.
            }
        }

        return null;
    }

    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}
