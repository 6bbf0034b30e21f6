using System.Globalization;
using System.Text;
using Liaison.Messages;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Testing;

// Helpers of the cases.
public abstract partial class TransportContract
{
    private static Frame Text(string message) => new(FrameKind.Text, Encoding.UTF8.GetBytes(message));

    private static Frame Binary(int seed) =>
        new(FrameKind.Binary, Enumerable.Range(0, seed * 5 + 1).Select(i => (byte)(i * 31 + seed)).ToArray());

    /// <summary>Returns a JSON object of the given size, or of the smallest size that can hold the number.</summary>
    private static string Message(int number, int size)
    {
        var start = string.Create(CultureInfo.InvariantCulture, $"{{\"number\":{number},\"text\":\"");
        return start + new string('t', Math.Max(0, size - start.Length - 2)) + "\"}";
    }

    private static string Describe(Frame? frame) => frame is { } f
        ? $"{f.Kind}{(f.Truncated ? ", truncated" : "")}: {(f.Kind == FrameKind.Text ? Encoding.UTF8.GetString(f.Bytes.Span) : Convert.ToHexString(f.Bytes.Span))}"
        : "the end";

    private static void SkipIf(bool condition, string reason)
    {
        if (condition)
        {
            Assert.Ignore(reason);
        }
    }

    private static async Task ExpectAsync(ICommandConnection connection, Frame expected, CancellationToken cancellationToken) =>
        Assert.That(Describe(await connection.ReceiveAsync(cancellationToken)), Is.EqualTo(Describe(expected)));

    /// <summary>Sends some of the frames one by one, and some together.</summary>
    private static async Task SendAllAsync(ICommandConnection connection, Frame[] frames, CancellationToken cancellationToken)
    {
        for (var sent = 0; sent < frames.Length;)
        {
            var count = Math.Min(1 + sent % 4, frames.Length - sent);
            await connection.SendAsync(frames.AsMemory(sent, count), cancellationToken);
            sent += count;
        }
    }

    /// <summary>Sends a message. The other end may leave before the message was sent completely.</summary>
    private static async Task SendUntilGoneAsync(ICommandConnection connection, Frame frame, CancellationToken cancellationToken)
    {
        try
        {
            await connection.SendAsync(new[] { frame }, cancellationToken);
        }
        catch (IOException)
        {
            // The other end left before it had read everything.
        }
    }

    private static async Task<ICommandConnection> AcceptAsync(ICommandTransport transport, CancellationToken cancellationToken) =>
        await transport.AcceptAsync(cancellationToken) ?? throw new AssertionException("The transport stopped accepting.");

    private static async Task TalkAsync(ICommandConnector connector, int number, CancellationToken cancellationToken)
    {
        await using var connection = await connector.ConnectAsync(cancellationToken);
        await connection.SendAsync(new[] { Text(Message(number, 100)) }, cancellationToken);
        await ExpectAsync(connection, Text(Message(number, 100)), cancellationToken);
    }

    private static async Task EchoAsync(ICommandConnection connection, CancellationToken cancellationToken)
    {
        await using var _ = connection;
        while (await connection.ReceiveAsync(cancellationToken) is { } frame)
        {
            await connection.SendAsync(new[] { frame }, cancellationToken);
        }
    }

    private async Task<ICommandTransport> BindAsync(CancellationToken cancellationToken)
    {
        var transport = CreateTransport();
        await transport.BindAsync(cancellationToken);
        return transport;
    }

    private async Task<Link> OpenAsync(CancellationToken cancellationToken)
    {
        var transport = await BindAsync(cancellationToken);
        return await OpenAsync(transport, cancellationToken) with { Transport = transport };
    }

    private async Task<Link> OpenAsync(ICommandTransport transport, CancellationToken cancellationToken)
    {
        // Both at the same time: with a handshake, connecting completes only after accepting.
        var accepting = AcceptAsync(transport, cancellationToken);
        var peer = await CreateConnector(transport).ConnectAsync(cancellationToken);
        return new Link(await accepting, peer, null);
    }

    private async Task<(Stream Raw, ICommandConnection Host)> OpenRawAsync(ICommandTransport transport, CancellationToken cancellationToken)
    {
        var accepting = AcceptAsync(transport, cancellationToken);
        var raw = await ConnectRawAsync(transport, cancellationToken);
        if (raw is null)
        {
            await transport.DisposeAsync();
            await accepting.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            Assert.Ignore("The transport has no byte stream. If it has one, override ConnectRawAsync.");
        }

        return (raw, await accepting);
    }

    private sealed record Link(ICommandConnection Host, ICommandConnection Peer, ICommandTransport? Transport) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Peer.DisposeAsync();
            await Host.DisposeAsync();
            if (Transport is not null)
            {
                await Transport.DisposeAsync();
            }
        }
    }
}
