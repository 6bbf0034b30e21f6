using System.Text;
using Liaison.Benchmarks.Servers;

namespace Liaison.Benchmarks.Load;

/// <summary>Opens a WebSocket by hand (RFC 6455, section 4.1), and where SignalR is spoken its own connection upon it.</summary>
internal static class WebSocketHandshake
{
    // The key of the RFC's example: a server has to answer it, and nobody checks that it is new.
    private const string Key = "dGhlIHNhbXBsZSBub25jZQ==";

    public static void Perform(Link link, string address, ServerKind kind)
    {
        link.Send(Encoding.ASCII.GetBytes(
            $"GET / HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {Key}\r\nSec-WebSocket-Version: 13\r\n\r\n"));
        var answer = Encoding.ASCII.GetString(ReadUntil(link, "\r\n\r\n"u8));
        if (!answer.StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal))
        {
            throw new LoadFailedException($"The server does not open a WebSocket: {answer}");
        }

        if (kind == ServerKind.SignalR)
        {
            link.Send(WebSocketFrame.FromClient(SignalRRecord.Handshake));
            ReadUntil(link, SignalRRecord.HandshakeAnswer);
        }
    }

    // Byte by byte, so that nothing is read of what follows.
    private static byte[] ReadUntil(Link link, ReadOnlySpan<byte> end)
    {
        var read = new List<byte>();
        Span<byte> one = stackalloc byte[1];
        do
        {
            link.Receive(one);
            read.Add(one[0]);
        }
        while (read.Count < end.Length || !read.TakeLast(end.Length).SequenceEqual(end.ToArray()));

        return [.. read];
    }
}
