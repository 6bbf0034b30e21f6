using System.Text;
using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Benchmarks.Soak;

/// <summary>
/// Sends one way what is no message, or half of one, and leaves. Whatever is answered is right; what counts is what becomes of the
/// others.
/// </summary>
internal sealed class RubbishDriver(SoakWay way, int seed)
{
    private static readonly byte[][] Seeds =
    [
        .. new[]
        {
            """{"command":{"command":"add","args":[1,2]},"id":1}""",
            """{"jsonrpc":"2.0","method":"echo","params":["text"],"id":7}""",
            """{"wslink":"1.0","id":"rpc:c0:1","method":"echo","args":["text"],"kwargs":{}}""",
            """[{"jsonrpc":"2.0","method":"echo","params":[],"id":7}, 1, null]""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private readonly Random _random = new(seed);

    /// <summary>Goes on until the token fires, at a pace that leaves most of the time to the others.</summary>
    public async Task RunAsync(CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            await using var connection = await way.Connector.ConnectAsync(CancellationToken.None);
            var reading = ReadAsync(connection);
            await LitterAsync(connection);
            await Task.Delay(_random.Next(5), CancellationToken.None);
            await connection.DisposeAsync();
            await reading;
        }
    }

    private async Task LitterAsync(ICommandConnection connection)
    {
        try
        {
            for (var i = _random.Next(20); i >= 0; i--)
            {
                var kind = connection.Remote.CarriesBinary && _random.Next(2) == 0 ? FrameKind.Binary : FrameKind.Text;
                await connection.SendAsync(new[] { new Frame(kind, Spoilt(kind)) }, CancellationToken.None);
                way.Tally.Littered();
            }
        }
        catch (IOException)
        {
            // The host has hung up on this.
        }
    }

    // Text that is no UTF-8 is refused by this end's own WebSocket already.
    private byte[] Spoilt(FrameKind kind)
    {
        var bytes = (byte[])Seeds[_random.Next(Seeds.Length)].Clone();
        for (var changes = _random.Next(1, 6); changes > 0; changes--)
        {
            bytes[_random.Next(bytes.Length)] = (byte)_random.Next(kind == FrameKind.Text ? 128 : 256);
        }

        return bytes[.._random.Next(1, bytes.Length + 1)];
    }

    private static async Task ReadAsync(ICommandConnection connection)
    {
        try
        {
            while (await connection.ReceiveAsync(CancellationToken.None) is not null)
            {
            }
        }
        catch (IOException)
        {
            // The host has hung up on this.
        }
    }
}
