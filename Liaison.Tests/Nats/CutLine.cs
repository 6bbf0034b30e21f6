using System.Net;
using System.Net.Sockets;

namespace Liaison.Tests.Nats;

/// <summary>
/// A line to a nats-server that can be cut: nothing gets through then in either direction, and neither end is told, as where a network is
/// parted. What was sent meanwhile arrives when the line is healed. Disposing closes all connections.
/// </summary>
internal sealed class CutLine : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly int _port;
    private volatile TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Opens a line, which is not cut.</summary>
    /// <param name="port">The server's port on this machine.</param>
    public CutLine(int port)
    {
        _port = port;
        _open.SetResult();
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Where the server is, by this line.</summary>
    public string Url => $"nats://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Cut() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Heal() => _open.TrySetResult();

    public void Dispose()
    {
        _ending.Cancel();
        _listener.Dispose();
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        var ending = _ending.Token;
        try
        {
            while (true)
            {
                _ = CarryAsync(await _listener.AcceptTcpClientAsync(ending), ending);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The line is closed.
        }
    }

    private async Task CarryAsync(TcpClient near, CancellationToken ending)
    {
        using var far = new TcpClient();
        using (near)
        {
            try
            {
                await _open.Task.WaitAsync(ending);
                await far.ConnectAsync(IPAddress.Loopback, _port, ending);
                await Task.WhenAny(CarryAsync(near.GetStream(), far.GetStream(), ending), CarryAsync(far.GetStream(), near.GetStream(), ending));
            }
            catch (Exception failure) when (failure is OperationCanceledException or IOException or SocketException)
            {
                // An end has closed its connection, or the line is closed.
            }
        }
    }

    private async Task CarryAsync(NetworkStream from, NetworkStream to, CancellationToken ending)
    {
        var buffer = new byte[65_536];
        while (await from.ReadAsync(buffer, ending) is > 0 and var count)
        {
            await _open.Task.WaitAsync(ending);
            await to.WriteAsync(buffer.AsMemory(0, count), ending);
        }
    }
}
