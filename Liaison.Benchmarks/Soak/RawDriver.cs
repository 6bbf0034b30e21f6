using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Benchmarks.Soak;

/// <summary>
/// Drives one way with requests written by hand, many at a time, and looks at every answer's id: each comes once, before a link that is not
/// cut ends.
/// </summary>
internal sealed class RawDriver(SoakWay way, int seed)
{
    private const int Window = 1_000;
    private const int Batch = 125;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Random _random = new(seed);
    private readonly RawDialect _dialect = way.Raw!;

    /// <summary>Goes on until the token fires.</summary>
    public async Task RunAsync(CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            await using var connection = await way.Connector.ConnectAsync(CancellationToken.None);
            var expected = new ConcurrentDictionary<long, string?>();
            using var room = new SemaphoreSlim(Window);
            var reading = ReadAsync(connection, expected, room);
            var cuts = _random.Next(3) > 0;
            await SendAsync(connection, expected, room, _random.Next(100, 20_000), reading, ending);
            if (cuts)
            {
                way.Tally.Cut();
            }
            else
            {
                await AllAnsweredAsync(expected, room, reading);
            }

            await connection.DisposeAsync();
            await reading;
            if (cuts)
            {
                way.Tally.CutOff(expected.Count);
            }
        }
    }

    private async Task SendAsync(
        ICommandConnection connection, ConcurrentDictionary<long, string?> expected, SemaphoreSlim room, int count, Task reading, CancellationToken ending)
    {
        var sent = 0L;
        while (sent < count && !ending.IsCancellationRequested && !reading.IsCompleted)
        {
            var frames = new List<Frame>();
            do
            {
                if (!await room.WaitAsync(Patience, CancellationToken.None))
                {
                    way.Tally.Lose(expected.Count, "requests of which none is answered");
                    return;
                }

                frames.Add(Make(++sent, expected));
            }
            while (frames.Count < Batch && room.CurrentCount > 0);

            try
            {
                await connection.SendAsync(frames.ToArray(), CancellationToken.None);
            }
            catch (IOException failure)
            {
                way.Tally.Surprised($"sending: {failure.Message}");
                return;
            }
        }
    }

    // One request in 21 is answered with an error: refusals cost more than answers, and would be most of the work.
    private Frame Make(long id, ConcurrentDictionary<long, string?> expected)
    {
        var (a, b) = (_random.Next(1_000_000), _random.Next(1_000_000));
        var (command, arguments, answer) = _random.Next(64) switch
        {
            0 => ("fail", $"\"text {a}\"", (string?)null),
            1 => ("no_such_command", "1", null),
            2 => ("add", "\"one\", 2", null),
            < 11 => ("echo", $"\"text {a}\"", $"\"text {a}\""),
            _ => ("add", string.Create(CultureInfo.InvariantCulture, $"{a}, {b}"), (a + b).ToString(CultureInfo.InvariantCulture)),
        };
        expected[id] = answer;
        return new Frame(FrameKind.Text, Encoding.UTF8.GetBytes(_dialect.Request(id, command, arguments)));
    }

    private async Task ReadAsync(ICommandConnection connection, ConcurrentDictionary<long, string?> expected, SemaphoreSlim room)
    {
        while (await connection.ReceiveAsync(CancellationToken.None) is { } frame)
        {
            using var message = JsonDocument.Parse(frame.Bytes);
            foreach (var answer in message.RootElement.ValueKind == JsonValueKind.Array ? [.. message.RootElement.EnumerateArray()] : (JsonElement[])[message.RootElement])
            {
                Look(answer, expected);
                room.Release();
            }
        }
    }

    private void Look(JsonElement answer, ConcurrentDictionary<long, string?> expected)
    {
        if (_dialect.IdOf(answer) is not { } id)
        {
            way.Tally.Surprised($"an answer without an id: {answer}");
        }
        else if (!expected.TryRemove(id, out var wanted))
        {
            way.Tally.Repeat($"an answer to {id}: {answer}");
        }
        else if (wanted is null ? answer.TryGetProperty(_dialect.Error, out _) : answer.TryGetProperty(_dialect.Answer, out var given) && given.GetRawText() == wanted)
        {
            if (wanted is null)
            {
                way.Tally.Refused();
            }
            else
            {
                way.Tally.Answered();
            }
        }
        else
        {
            way.Tally.Surprised($"{answer} came where {wanted ?? "an error"} was to come");
        }
    }

    private async Task AllAnsweredAsync(ConcurrentDictionary<long, string?> expected, SemaphoreSlim room, Task reading)
    {
        // All of the room is there once every request was answered.
        for (var i = 0; i < Window && !expected.IsEmpty && !reading.IsCompleted; i++)
        {
            if (!await room.WaitAsync(Patience))
            {
                break;
            }
        }

        if (!expected.IsEmpty)
        {
            way.Tally.Lose(expected.Count, "requests without an answer, over a link that was there");
        }
    }
}
