using System.Net.Sockets;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>Connects to the <c>UnixSocketTransport</c> of Liaison.Transports.Pipes.</summary>
/// <remarks>
/// On Linux it refuses a process of another user, except the superuser's,
/// unless <see cref="UnixSocketOptions.AllowOtherUser"/> is set.
/// </remarks>
public sealed class UnixSocketConnector : ICommandConnector
{
    private readonly string _path;
    private readonly UnixSocketOptions _options;

    /// <summary>Creates a connector.</summary>
    /// <param name="path">The path of the socket's file.</param>
    /// <param name="options">The framing and the limits; null for the defaults.</param>
    /// <exception cref="ArgumentException">The path is empty, or an option is out of range.</exception>
    public UnixSocketConnector(string path, UnixSocketOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = path;
        _options = (options ?? new UnixSocketOptions()).Validated();
    }

    /// <inheritdoc/>
    public async ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var endPoint = EndPoint();
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            if (!_options.AllowOtherUser && !SocketOwner.IsTrusted(socket))
            {
                // The other user could have taken the path before the host did, and would then receive the commands.
                throw new IOException(
                    $"Another user listens at {_path}. Use a path in a folder of your own, or set {nameof(UnixSocketOptions.AllowOtherUser)} if that user is trusted.");
            }

            return new StreamConnection(new NetworkStream(socket, ownsSocket: true), new PeerInfo("unix", _path), _options);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException($"Nobody answers at {_path}: {e.Message}. Start the host with `liaison unix {_path}`, or check the path and who owns it.", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private UnixDomainSocketEndPoint EndPoint()
    {
        try
        {
            return new UnixDomainSocketEndPoint(_path);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new IOException($"The path of a Unix socket may be about 100 bytes long, and {_path} is longer. Correct the path.", e);
        }
    }
}
