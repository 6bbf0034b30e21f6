using System.Diagnostics;
using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;
using Liaison.Benchmarks.Servers;

namespace Liaison.Benchmarks.Load;

/// <summary>The load's end of one connection: bytes as they are, read and written by a thread that waits.</summary>
internal sealed class Link : IDisposable
{
    /// <summary>What does not come within this does not come.</summary>
    private const int TimeoutMilliseconds = 20_000;

    private readonly Stream _input;
    private readonly Stream _output;

    private Link(Stream input, Stream output, Socket? socket) => (_input, _output, Socket) = (input, output, socket);

    /// <summary>What can be waited for together with others; null where there is none.</summary>
    public Socket? Socket { get; }

    /// <summary>Connects, to the point from which on messages are sent.</summary>
    public static Link Open(ServerKind kind, Transport transport, string address, Process process)
    {
        switch (transport)
        {
            case Transport.WebSocket:
                var link = OfSocket(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }, IPEndPoint.Parse(address));
                WebSocketHandshake.Perform(link, address, kind);
                return link;
            case Transport.Unix:
                return OfUnixSocket(address);
            case Transport.Pipe when !OperatingSystem.IsWindows():
                return OfUnixSocket(Path.Combine(Path.GetTempPath(), "CoreFxPipe_" + address));
            case Transport.Pipe:
                var pipe = new NamedPipeClientStream(".", address, PipeDirection.InOut);
                pipe.Connect(TimeoutMilliseconds);
                return new Link(pipe, pipe, null);
            default:
                return new Link(process.StandardOutput.BaseStream, process.StandardInput.BaseStream, null);
        }
    }

    public void Send(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        _output.Flush();
    }

    /// <summary>Waits for bytes, and gives as many as there are.</summary>
    /// <exception cref="LoadFailedException">The server has hung up.</exception>
    public int Receive(Span<byte> into) => _input.Read(into) is > 0 and var read ? read : throw new LoadFailedException("The server has hung up.");

    public void Dispose()
    {
        _output.Dispose();
        _input.Dispose();
    }

    private static Link OfUnixSocket(string path) =>
        OfSocket(new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), new UnixDomainSocketEndPoint(path));

    private static Link OfSocket(Socket socket, EndPoint endPoint)
    {
        socket.ReceiveTimeout = socket.SendTimeout = TimeoutMilliseconds;
        socket.Connect(endPoint);
        var stream = new NetworkStream(socket, ownsSocket: true);
        return new Link(stream, stream, socket);
    }
}
