using System.Net;
using System.Net.Sockets;
using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Tests.Transports;

/// <summary>Accepts peers on a TCP port of this machine.</summary>
public sealed class TcpTransport(int port) : ICommandTransport
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, port);
    private volatile bool _isDisposed;

    public string Address { get; private set; } = $"127.0.0.1:{port}";

    public ValueTask BindAsync(CancellationToken cancellationToken)
    {
        try
        {
            _listener.Start();
            Address = _listener.LocalEndpoint.ToString()!;
            return ValueTask.CompletedTask;
        }
        catch (SocketException e)
        {
            throw new BindException(Address, $"Cannot listen at {Address}: {e.Message}. Stop the process that does, or choose another port.", e);
        }
    }

    public async ValueTask<ICommandConnection?> AcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            var socket = await _listener.AcceptSocketAsync(cancellationToken);
            return new StreamConnection(new NetworkStream(socket, ownsSocket: true), new PeerInfo("tcp", $"{socket.RemoteEndPoint}"));
        }
        catch (Exception e) when (_isDisposed && e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }
}
