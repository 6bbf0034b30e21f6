using System.Net.Sockets;

namespace Liaison.Tests.Transports;

/// <summary>Paths for sockets that nobody else uses, and raw connections to them.</summary>
internal static class SocketPaths
{
    private static int _count;

    public static string Fresh() =>
        Path.Combine(Path.GetTempPath(), $"liaison-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}-{Guid.NewGuid():N}"[..40] + ".sock");

    public static async Task<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
