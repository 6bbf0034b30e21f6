using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Liaison.Transports;

namespace Liaison.Tests.Rfc6455;

/// <summary>A server that is nothing but a TCP listener, so that it can answer what no server should.</summary>
internal sealed class HostileServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public HostileServer()
    {
        _listener.Start();
        Address = new Uri($"ws://{_listener.LocalEndpoint}/");
    }

    public Uri Address { get; }

    /// <summary>The head of the last request.</summary>
    public string Request { get; private set; } = "";

    /// <summary>Whether somebody else waits to be accepted.</summary>
    public bool IsCalledAgain => _listener.Pending();

    /// <summary>The answer that section 4.2.2 asks for.</summary>
    public static string GoodAnswer(string accept) =>
        $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n";

    /// <summary>Has the connector connect, reads its request, and sends what the function makes of the accept key.</summary>
    /// <returns>The server's end, and the connecting.</returns>
    public async Task<(NetworkStream Server, Task<ICommandConnection> Connecting)> AnswerAsync(
        WebSocketConnectorOptions? options, Func<string, byte[]> answer, CancellationToken cancellationToken)
    {
        var connecting = new WebSocketConnector(Address, options).ConnectAsync(cancellationToken).AsTask();
        var stream = new NetworkStream(await _listener.AcceptSocketAsync(cancellationToken), ownsSocket: true);
        Request = await ReadHeadAsync(stream, cancellationToken);
        try
        {
            await stream.WriteAsync(answer(AcceptKey(KeyIn(Request))), cancellationToken);
        }
        catch (IOException)
        {
            // The client has had enough.
        }

        return (stream, connecting);
    }

    public void Dispose() => _listener.Dispose();

    public static string KeyIn(string request) =>
        request.Split("\r\n").Single(line => line.StartsWith("Sec-WebSocket-Key: ", StringComparison.OrdinalIgnoreCase))["Sec-WebSocket-Key: ".Length..];

    private static string AcceptKey(string key)
    {
        // The standard wants this hash; it protects nothing.
#pragma warning disable CA5350
        return Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
    }

    private static async Task<string> ReadHeadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, cancellationToken) == 1)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
