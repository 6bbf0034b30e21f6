using System.Diagnostics;
using System.Net.Sockets;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>Connects to the <c>UnixSocketTransport</c> of Liaison.Transports.Pipes.</summary>
/// <remarks>
/// On Linux the connector refuses a process of another user, except the superuser's, unless
/// <see cref="UnixSocketOptions.AllowOtherUser"/> is set.
/// </remarks>
public sealed class UnixSocketConnector : ICommandConnector
{
    private static readonly TimeSpan WaitForRoom = TimeSpan.FromMilliseconds(10);

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
        var socket = await OpenAsync(EndPoint(), cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_options.AllowOtherUser && !SocketOwner.IsTrusted(socket))
            {
                // The other user could have taken the path before the host did, and would then receive the commands.
                throw new IOException(
                    $"Another user listens at {_path}. Use a path in a folder of your own, or set {nameof(UnixSocketOptions.AllowOtherUser)} if that user is trusted.");
            }

            return new StreamConnection(new NetworkStream(socket, ownsSocket: true), new PeerInfo("unix", _path), _options);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<Socket> OpenAsync(UnixDomainSocketEndPoint endPoint, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
                return socket;
            }
            catch (SocketException e) when (IsFull(e) && Stopwatch.GetElapsedTime(began) < _options.ConnectTimeout)
            {
                socket.Dispose();
                await Task.Delay(WaitForRoom, cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException e)
            {
                socket.Dispose();
                throw Refused(e);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    // connect(2) on Linux: the queue of peers that wait to be accepted is full. A socket that does not block cannot wait for room.
    private static bool IsFull(SocketException e) => e.SocketErrorCode is SocketError.WouldBlock;

    private IOException Refused(SocketException e) => IsFull(e)
        ? new IOException($"The host at {_path} has accepted no connection for {_options.ConnectTimeout.TotalMilliseconds:0} ms, and no more may wait. Raise {nameof(UnixSocketOptions.ConnectTimeout)} here or {nameof(UnixSocketOptions.MaxConnections)} there.", e)
        : new IOException($"Nobody answers at {_path}: {e.Message}. Start the host with `liaison unix {_path}`, or check the path and who owns it.", e);

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
