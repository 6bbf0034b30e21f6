using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Liaison.Benchmarks.Servers;

/// <summary>The server's end of the line on which the load tells it what to do; the measured bytes go elsewhere.</summary>
internal static class ControlLine
{
    /// <summary>Serves until the load hangs up, or is gone.</summary>
    public static async Task RunAsync(MeasuredServer server, int port)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, port);
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\n", AutoFlush = true };
        try
        {
            await writer.WriteLineAsync(server.Address);
            while (await reader.ReadLineAsync() is { } order)
            {
                await writer.WriteLineAsync(await ObeyAsync(server, order.Split(' ')));
            }
        }
        catch (IOException)
        {
            // The load is gone without having hung up.
        }
    }

    private static async ValueTask<string> ObeyAsync(MeasuredServer server, string[] order)
    {
        switch (order)
        {
            case ["stats"]:
                return JsonSerializer.Serialize(ServerStats.Take());
            case ["collect"]:
                return JsonSerializer.Serialize(ServerStats.TakeCollected());
            case ["answer", var bytes]:
                server.AnswerWith(Number(bytes));
                return "";
            case ["publish", var perSecond, var count]:
                await Publisher.RunAsync(server, Number(perSecond), Number(count));
                return "";
            case ["pictures", var count]:
                await server.PublishPicturesAsync(Number(count));
                return "";
            default:
                throw new InvalidOperationException($"There is no order '{string.Join(' ', order)}'.");
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
