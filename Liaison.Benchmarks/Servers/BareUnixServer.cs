using System.Net.Sockets;

namespace Liaison.Benchmarks.Servers;

/// <summary>A Unix socket on which lines are answered, with nothing on top.</summary>
internal sealed class BareUnixServer : MeasuredServer
{
    private readonly string _path = LocalName.Path();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private volatile byte[] _answer = CannedAnswer.Line(1);

    public override string Address => _path;

    public override Task StartAsync()
    {
        _listener.Bind(new UnixDomainSocketEndPoint(_path));
        _listener.Listen(1_024);
        _ = AcceptAsync();
        return Task.CompletedTask;
    }

    public override void AnswerWith(int bytes) => _answer = CannedAnswer.Line(bytes);

    public override ValueTask DisposeAsync()
    {
        _listener.Dispose();
        File.Delete(_path);
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptAsync());
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        await new BareLines(() => _answer).ServeAsync(stream);
    }
}
