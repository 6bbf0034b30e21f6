using System.Net.Sockets;

namespace Liaison.Benchmarks.Streams;

/// <summary>
/// A message over a Unix socket and back, without anything of this library. It shows what the machine itself makes of a ping beside a
/// copy that keeps its cores busy.
/// </summary>
internal static class BarePing
{
    private const int MessageBytes = 64;

    /// <summary>Measures the idle socket, and the socket while the work is done.</summary>
    public static async Task<(PingTimes Idle, PingTimes Beside)> MeasureAsync(int pings, Func<Task> work)
    {
        using var pair = await SocketPair.ConnectAsync();
        var (client, server) = (pair.Client, pair.Server);
        var answering = Task.Run(() => AnswerAsync(server));

        var message = new byte[MessageBytes];
        var idle = await PingTimes.MeasureAsync(() => ExchangeAsync(client, message), count => count < pings);
        var working = Task.Run(work);
        var beside = await PingTimes.MeasureAsync(() => ExchangeAsync(client, message), _ => !working.IsCompleted);
        await working;
        client.Shutdown(SocketShutdown.Send);
        await answering;
        return (idle, beside);
    }

    // So few bytes come in one piece.
    private static async Task ExchangeAsync(Socket client, byte[] message)
    {
        await client.SendAsync(message);
        await client.ReceiveAsync(message);
    }

    private static async Task AnswerAsync(Socket server)
    {
        var message = new byte[MessageBytes];
        while (await server.ReceiveAsync(message) > 0)
        {
            await server.SendAsync(message);
        }
    }
}
