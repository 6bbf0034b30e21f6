using System.Net;
using System.Net.Sockets;

namespace Liaison.Transports;

/// <summary>
/// The listening sockets of one address: the same port on each of its IP addresses. Disposing them stops listening at once.
/// </summary>
internal sealed class ListenSockets : IDisposable
{
    private const int Backlog = 512;

    /// <summary>How often to try again when the port that the system chose for one IP address is taken on another.</summary>
    private const int MaxAttempts = 32;

    private readonly Dictionary<EndPoint, Socket> _sockets = [];

    private ListenSockets()
    {
    }

    public IReadOnlyCollection<EndPoint> EndPoints => _sockets.Keys;

    public int Port { get; private set; }

    /// <exception cref="SocketException">The port is taken or not allowed, or no IP address belongs to this machine.</exception>
    public static ListenSockets Open(ListenAddress address)
    {
        for (var attempt = 1; ; attempt++)
        {
            var sockets = new ListenSockets();
            try
            {
                sockets.OpenAll(address);
                return sockets;
            }
            catch (SocketException exception)
            {
                sockets.Dispose();
                if (address.Port != 0 || exception.SocketErrorCode != SocketError.AddressAlreadyInUse || attempt == MaxAttempts)
                {
                    throw;
                }
            }
        }
    }

    public Socket Find(EndPoint endPoint) => _sockets[endPoint];

    public void Dispose()
    {
        foreach (var socket in _sockets.Values)
        {
            socket.Dispose();
        }
    }

    private void OpenAll(ListenAddress address)
    {
        Port = address.Port;
        SocketException? unavailable = null;
        foreach (var ip in address.Addresses)
        {
            try
            {
                var socket = OpenOne(new IPEndPoint(ip, Port));
                _sockets.Add(socket.LocalEndPoint!, socket);
                Port = ((IPEndPoint)socket.LocalEndPoint!).Port;
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
            {
                // Many containers have no IPv6. 'localhost' is then only 127.0.0.1.
                unavailable = exception;
            }
        }

        if (_sockets.Count == 0)
        {
            throw unavailable!;
        }
    }

    private static Socket OpenOne(IPEndPoint endPoint)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                // Otherwise another process could bind the same port over ours and receive our peers.
                socket.ExclusiveAddressUse = true;
            }

            if (endPoint.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(endPoint);

            // The server calls Listen again, without effect. It is called here because on Unix a taken port may be reported only now.
            socket.Listen(Backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
