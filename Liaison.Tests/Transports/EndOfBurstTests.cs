using System.Net.WebSockets;
using Liaison.Messages;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Transports;

/// <summary>A connection tells its reader after which message the next receive has to wait.</summary>
[CancelAfter(30_000)]
internal sealed class EndOfBurstTests
{
    private static readonly PeerInfo Remote = new("test", "test");

    [Test]
    public async Task Of_lines_that_arrive_together_the_last_ends_the_burst(CancellationToken token)
    {
        await using var connection = new StreamConnection(new MemoryStream("1\n2\n3\n"u8.ToArray()), Remote, new StreamOptions { Framing = StreamFraming.Lines });

        Assert.That(await ReceiveAsync(connection, 3, token), Is.EqualTo(new[] { false, false, true }));
    }

    [Test]
    public async Task A_line_before_half_a_line_does_not_end_the_burst(CancellationToken token)
    {
        await using var connection = new StreamConnection(new MemoryStream("1\n2"u8.ToArray()), Remote, new StreamOptions { Framing = StreamFraming.Lines });

        Assert.That(await ReceiveAsync(connection, 1, token), Is.EqualTo(new[] { false }));
    }

    [Test]
    public async Task Of_messages_that_arrive_together_over_a_WebSocket_the_last_ends_the_burst(CancellationToken token)
    {
        var stream = new BatchingStream(new MemoryStream([.. Message(), .. Message()]));
        using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions());
        await using var connection = new WebSocketConnection(socket, Remote, stream: stream);

        Assert.That(await ReceiveAsync(connection, 2, token), Is.EqualTo(new[] { false, true }));
    }

    private static async Task<bool[]> ReceiveAsync(ICommandConnection connection, int count, CancellationToken token)
    {
        var ends = new List<bool>();
        while (ends.Count < count && await connection.ReceiveAsync(token) is { } frame)
        {
            ends.Add(frame.EndsBurst);
        }

        return [.. ends];
    }

    // A text of a server, which is larger than the buffer of the WebSocket (RFC 6455, section 5.2).
    private static byte[] Message() => [0x81, 126, 1, 0, .. Enumerable.Repeat((byte)'a', 256)];
}
