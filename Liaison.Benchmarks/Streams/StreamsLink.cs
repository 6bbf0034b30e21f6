using System.IO.Pipes;
using System.Net.Sockets;
using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Benchmarks.Streams;

/// <summary>A way to a host, and the same way without anything of this library but what it needs to be one.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Open">Makes the two ends.</param>
/// <param name="Bare">Copies so many bytes from one end to the other, in pieces of a chunk.</param>
internal sealed record StreamsLink(string Name, Func<(ICommandTransport Transport, Func<ICommandConnector> Connector)> Open, Func<long, Task> Bare)
{
    private const int Piece = 64 * 1024;

    private static readonly UnixSocketOptions LengthFraming = new() { Framing = StreamFraming.Length };

    public static IReadOnlyList<StreamsLink> All { get; } =
    [
        new("websocket", OpenWebSocket, BareWebSocketAsync),
        new("pipe", OpenUnix, BareUnixAsync),
        new("stdio", OpenStdio, BareStdioAsync),
    ];

    private static (ICommandTransport, Func<ICommandConnector>) OpenWebSocket()
    {
        var transport = new WebSocketTransport("127.0.0.1:0", new WebSocketTransportOptions { AnyLocalProcess = true });
        return (transport, () => new WebSocketConnector(new Uri("ws://" + transport.Address)));
    }

    private static (ICommandTransport, Func<ICommandConnector>) OpenUnix()
    {
        var transport = new UnixSocketTransport(SocketPair.FreshPath(), LengthFraming);
        return (transport, () => new UnixSocketConnector(transport.Address, LengthFraming));
    }

    private static (ICommandTransport, Func<ICommandConnector>) OpenStdio()
    {
        var (toHost, fromPeer) = OsPipe();
        var (toPeer, fromHost) = OsPipe();
        var transport = new StdioTransport(new StdioOptions { Input = fromPeer, Output = toPeer, Framing = StreamFraming.Length });
        return (transport, () => new Connected(new StreamConnection(fromHost, toHost, new PeerInfo("stdio", "host"), LengthFraming)));
    }

    // The server's own link, with a piece as a message: what any user of a WebSocket has to do.
    private static async Task BareWebSocketAsync(long bytes)
    {
        var (transport, connector) = OpenWebSocket();
        await using (transport)
        {
            await transport.BindAsync(default);
            var accepting = transport.AcceptAsync(default);
            await using var client = await connector().ConnectAsync(default);
            await using var server = (await accepting)!;
            var sending = SendAsync(client, bytes);
            for (var left = bytes; left > 0;)
            {
                left -= (await server.ReceiveAsync(default))!.Value.Bytes.Length;
            }

            await sending;
        }
    }

    private static async Task BareUnixAsync(long bytes)
    {
        using var pair = await SocketPair.ConnectAsync();
        await using var output = new NetworkStream(pair.Client);
        await using var input = new NetworkStream(pair.Server);
        await CopyAsync(output, input, bytes);
    }

    private static async Task BareStdioAsync(long bytes)
    {
        var (output, input) = OsPipe();
        await using (output)
        await using (input)
        {
            await CopyAsync(output, input, bytes);
        }
    }

    private static async Task CopyAsync(Stream output, Stream input, long bytes)
    {
        var sending = Task.Run(async () =>
        {
            var piece = new byte[Piece];
            for (var left = bytes; left > 0; left -= Piece)
            {
                await output.WriteAsync(piece);
            }
        });
        await Task.Run(async () =>
        {
            var buffer = new byte[Piece];
            for (var left = bytes; left > 0;)
            {
                left -= await input.ReadAsync(buffer);
            }
        });
        await sending;
    }

    private static async Task SendAsync(ICommandConnection connection, long bytes)
    {
        var piece = new[] { new Frame(FrameKind.Binary, new byte[Piece]) };
        await Task.Yield();
        for (var left = bytes; left > 0; left -= Piece)
        {
            await connection.SendAsync(piece, default);
        }
    }

    private static (Stream Output, Stream Input) OsPipe()
    {
        var output = new AnonymousPipeServerStream(PipeDirection.Out);
        return (output, new AnonymousPipeClientStream(PipeDirection.In, output.ClientSafePipeHandle));
    }

    private sealed class Connected(ICommandConnection connection) : ICommandConnector
    {
        public ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken) => new(connection);
    }
}
