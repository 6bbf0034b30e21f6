using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using NUnit.Framework;

namespace Liaison.Tests.WebSockets;

/// <summary>A client that is nothing but a TCP connection, so that it can send what no WebSocket library would.</summary>
internal sealed class RawPeer : IDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;

    private RawPeer(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    public static async Task<RawPeer> ConnectAsync(string address, CancellationToken cancellationToken)
    {
        var uri = new Uri("ws://" + address);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(uri.IdnHost, uri.Port, cancellationToken);
        return new RawPeer(socket);
    }

    public Stream Stream => _stream;

    /// <summary>Connects and finishes the handshake with the token of <see cref="Served"/>.</summary>
    public static async Task<RawPeer> UpgradeAsync(string address, CancellationToken cancellationToken)
    {
        var peer = await ConnectAsync(address, cancellationToken);
        var uri = new Uri("ws://" + address);
        var request = HandshakeTo(uri.AbsolutePath, "Host: " + uri.Authority, $"Authorization: Bearer {Served.Token}");
        var head = await peer.RequestAsync(request, cancellationToken);
        Assert.That(head, Does.StartWith("HTTP/1.1 101 "));
        return peer;
    }

    public static string Handshake(string host, params string[] headers) => HandshakeTo("/", ["Host: " + host, .. headers]);

    public static string HandshakeTo(string target, params string[] headers) =>
        $"GET {target} HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n" + string.Concat(headers.Select(header => header + "\r\n")) + "\r\n";

    /// <summary>Sends the text and gives the answer's head.</summary>
    public async Task<string> RequestAsync(string text, CancellationToken cancellationToken)
    {
        await SendAsync(Encoding.Latin1.GetBytes(text), cancellationToken);
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await _stream.ReadAsync(one, cancellationToken) == 1)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => _stream.WriteAsync(bytes, cancellationToken);

    /// <summary>A masked frame (RFC 6455, section 5.2), the mask being zero. Bit 7 of the first byte is FIN.</summary>
    public static byte[] Frame(byte first, ReadOnlySpan<byte> payload) => [first, .. LengthOf(payload.Length), 0, 0, 0, 0, .. payload];

    public ValueTask SendFrameAsync(byte first, ReadOnlySpan<byte> payload, CancellationToken cancellationToken) =>
        SendAsync(Frame(first, payload), cancellationToken);

    /// <summary>The opcode and the payload of the next frame.</summary>
    public async Task<(int Opcode, byte[] Payload)> ReadFrameAsync(CancellationToken cancellationToken)
    {
        var head = await ReadAsync(2, cancellationToken);
        var length = (head[1] & 0x7f) switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(2, cancellationToken)),
            127 => (int)BinaryPrimitives.ReadInt64BigEndian(await ReadAsync(8, cancellationToken)),
            var small => small,
        };
        return (head[0] & 0x0f, await ReadAsync(length, cancellationToken));
    }

    /// <summary>The status of the close that is the next frame.</summary>
    public async Task<int> ReadCloseAsync(CancellationToken cancellationToken)
    {
        var (opcode, payload) = await ReadFrameAsync(cancellationToken);
        Assert.That(opcode, Is.EqualTo(8));
        return BinaryPrimitives.ReadUInt16BigEndian(payload);
    }

    /// <summary>Reads until the other end closes, and gives what came before. A reset is an end too.</summary>
    public async Task<string> ReadToEndAsync(CancellationToken cancellationToken)
    {
        var all = new MemoryStream();
        try
        {
            await _stream.CopyToAsync(all, cancellationToken);
        }
        catch (IOException)
        {
            // Reset.
        }

        return Encoding.Latin1.GetString(all.ToArray());
    }

    /// <summary>Ends the connection with a TCP reset.</summary>
    public void Reset() => _socket.Close(timeout: 0);

    public void Dispose() => _stream.Dispose();

    private async Task<byte[]> ReadAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private static byte[] LengthOf(int length)
    {
        var extended = new byte[9];
        switch (length)
        {
            case < 126:
                return [(byte)(0x80 | length)];
            case <= ushort.MaxValue:
                extended[0] = 0x80 | 126;
                BinaryPrimitives.WriteUInt16BigEndian(extended.AsSpan(1), (ushort)length);
                return extended[..3];
            default:
                extended[0] = 0x80 | 127;
                BinaryPrimitives.WriteInt64BigEndian(extended.AsSpan(1), length);
                return extended;
        }
    }
}
