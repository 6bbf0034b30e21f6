using System.Net.Sockets;

namespace Liaison.Benchmarks.Streams;

/// <summary>Two ends of a bare Unix socket.</summary>
internal sealed class SocketPair : IDisposable
{
    private SocketPair(Socket client, Socket server) => (Client, Server) = (client, server);

    public Socket Client { get; }

    public Socket Server { get; }

    public static async Task<SocketPair> ConnectAsync()
    {
        var path = FreshPath();
        using var listener = New();
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        var client = New();
        await client.ConnectAsync(new UnixDomainSocketEndPoint(path));
        var server = await listener.AcceptAsync();
        File.Delete(path);
        return new SocketPair(client, server);
    }

    /// <summary>A path for a socket that nobody else uses.</summary>
    public static string FreshPath() => Path.Combine(Path.GetTempPath(), $"liaison-{Guid.NewGuid():N}.sock");

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }

    private static Socket New() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
}
