using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Liaison.Tests.Faults;

/// <summary>Stands between peers and a host, and does to the bytes of the next connection what it was told.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly Socket? _listener;
    private readonly EndPoint? _endPoint;
    private readonly Func<Task<Stream>> _upstream;
    private readonly ConcurrentDictionary<Task, byte> _pumps = new();
    private readonly Task _accepting = Task.CompletedTask;

    private FaultProxy(Socket? listener, Func<Task<Stream>> upstream)
    {
        (_listener, _upstream) = (listener, upstream);
        if (listener is not null)
        {
            _endPoint = listener.LocalEndPoint;
            _accepting = AcceptAsync(listener);
        }
    }

    /// <summary>Where peers connect.</summary>
    public EndPoint EndPoint => _endPoint!;

    /// <summary>What becomes of what the next peer sends.</summary>
    public Fault Up { get; set; } = Fault.None();

    /// <summary>What becomes of what the next peer is sent.</summary>
    public Fault Down { get; set; } = Fault.None();

    /// <summary>Whether a link is cut with a reset, where it has one, rather than with an end.</summary>
    public bool Resets { get; set; }

    /// <summary>Listens at an address, and connects each peer to the host.</summary>
    public static FaultProxy Listen(EndPoint address, Func<Task<Stream>> upstream)
    {
        var listener = address is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(address);
        listener.Listen();
        return new FaultProxy(listener, upstream);
    }

    /// <summary>Stands between two streams.</summary>
    public static FaultProxy Between(Stream peer, Stream host)
    {
        var proxy = new FaultProxy(null, () => Task.FromResult(host));
        proxy.Start(peer, host);
        return proxy;
    }

    /// <summary>Does so to the next connection.</summary>
    public void Apply(Fault up, Fault down) => (Up, Down) = (up, down);

    /// <summary>A raw connection. A Unix socket refuses one while as many wait as may; this one then comes again.</summary>
    public static async Task<Stream> ConnectAsync(EndPoint address)
    {
        while (true)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, address is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(address);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException full) when (full.SocketErrorCode is SocketError.WouldBlock)
            {
                socket.Dispose();
                await Task.Yield();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener?.Dispose();
        await _accepting;
        await Task.WhenAll(_pumps.Keys);
        if (_endPoint is UnixDomainSocketEndPoint path)
        {
            File.Delete(path.ToString());
        }
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                var peer = await listener.AcceptAsync();
                if (peer.ProtocolType == ProtocolType.Tcp)
                {
                    peer.NoDelay = true;
                }

                var (up, down) = (Up, Down);
                var stream = new NetworkStream(peer, ownsSocket: true);
                try
                {
                    Start(stream, await _upstream(), up, down);
                }
                catch (SocketException)
                {
                    await stream.DisposeAsync();
                }
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The proxy was disposed.
        }
    }

    private void Start(Stream peer, Stream host) => Start(peer, host, Up, Down);

    private void Start(Stream peer, Stream host, Fault up, Fault down)
    {
        var pump = Task.Run(() => Task.WhenAll(PumpAsync(peer, host, up), PumpAsync(host, peer, down)));
        _pumps.TryAdd(pump, 0);
        pump.ContinueWith(ended => _pumps.TryRemove(ended, out _), TaskScheduler.Default);
    }

    // A half that ends ends the other one: no protocol here goes on with one half alone.
    private async Task PumpAsync(Stream from, Stream to, Fault fault)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer) is var count and > 0 && await fault.PassAsync(buffer.AsMemory(0, count), to))
            {
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One of the two ends has gone.
        }

        await CloseAsync(from);
        await CloseAsync(to);
    }

    private async Task CloseAsync(Stream stream)
    {
        try
        {
            if (Resets && stream is NetworkStream { Socket: { ProtocolType: ProtocolType.Tcp } socket })
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }

            await stream.DisposeAsync();
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or SocketException)
        {
            // It is closed.
        }
    }
}
