using System.Net.Sockets;

namespace Liaison.Tests.Tool;

/// <summary>A Unix socket that connections can be opened to, and that never says anything.</summary>
internal sealed class SilentSocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public SilentSocket()
    {
        _socket.Bind(new UnixDomainSocketEndPoint(Path));
        _socket.Listen();
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"liaison-{Guid.NewGuid():N}.sock");

    public void Dispose() => _socket.Dispose();
}
