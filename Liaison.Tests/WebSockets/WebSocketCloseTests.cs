using Liaison.Messages;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.WebSockets;

[CancelAfter(60_000)]
public sealed class WebSocketCloseTests
{
    private const byte Close = 0x88;

    [Test]
    public async Task Disposing_says_1000_and_waits_for_the_answer(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync();
        var (client, server) = await transport.ConnectRawAsync(cancellationToken);

        var closing = server.DisposeAsync().AsTask();

        Assert.That(await client.ReadCloseAsync(cancellationToken), Is.EqualTo(1000));
        Assert.That(closing.IsCompleted, Is.False);
        await client.SendFrameAsync(0x82, "on its way before it knew"u8, cancellationToken);
        await client.SendFrameAsync(Close, [3, 0xe8], cancellationToken);
        await closing;
        Assert.That(await client.ReadToEndAsync(cancellationToken), Is.Empty);
    }

    [Test]
    public async Task Disposing_ends_a_pending_receive_with_null_and_drops_what_still_comes(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync();
        var (client, server) = await transport.ConnectRawAsync(cancellationToken);
        var receiving = server.ReceiveAsync(cancellationToken).AsTask();

        var closing = server.DisposeAsync().AsTask();
        Assert.That(await client.ReadCloseAsync(cancellationToken), Is.EqualTo(1000));
        await client.SendFrameAsync(0x81, "nobody wants this"u8, cancellationToken);
        await client.SendFrameAsync(Close, [3, 0xe8], cancellationToken);

        Assert.That(await receiving, Is.Null);
        await closing;
        Assert.That(await server.ReceiveAsync(cancellationToken), Is.Null);
        await Assert.ThrowsAsync<IOException>(async () => await server.SendAsync(Served.Text("late"), cancellationToken));
    }

    [Test]
    public async Task A_peer_that_never_answers_a_close_is_cut_off([Values] bool whileReceiving)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var transport = await Served.BindAsync(new WebSocketTransportOptions { CloseTimeout = TimeSpan.FromMilliseconds(100) });
        var (client, server) = await transport.ConnectRawAsync(cancellationToken);
        var receiving = whileReceiving ? server.ReceiveAsync(cancellationToken).AsTask() : Task.FromResult<Frame?>(null);

        await server.DisposeAsync();

        Assert.That(await receiving, Is.Null);
        Assert.That(await client.ReadCloseAsync(cancellationToken), Is.EqualTo(1000));
        Assert.That(await client.ReadToEndAsync(cancellationToken), Is.Empty);
    }

    [Test]
    public async Task A_peer_that_reads_nothing_is_cut_off_and_the_pending_send_fails(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync(new WebSocketTransportOptions { CloseTimeout = TimeSpan.FromMilliseconds(100) });
        var (client, server) = await transport.ConnectRawAsync(cancellationToken);
        var receiving = server.ReceiveAsync(cancellationToken).AsTask();
        var sending = server.SendAsync(new Frame(FrameKind.Binary, new byte[64 * 1024 * 1024]), cancellationToken).AsTask();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => server.DisposeAsync().AsTask(), cancellationToken)));

        Assert.That(await receiving, Is.Null);
        await Assert.ThrowsAsync<IOException>(() => sending);
        client.Dispose();
    }

    [Test]
    public async Task A_peer_that_closes_is_an_end_and_is_answered(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync();
        var (client, server) = await transport.ConnectRawAsync(cancellationToken);

        await client.SendFrameAsync(Close, [3, 0xe9], cancellationToken);

        Assert.That(await server.ReceiveAsync(cancellationToken), Is.Null);
        await server.DisposeAsync();
        Assert.That(await client.ReadCloseAsync(cancellationToken), Is.EqualTo(1000));
        Assert.That(await client.ReadToEndAsync(cancellationToken), Is.Empty);
    }

    [Test]
    public async Task Sending_to_a_peer_that_vanished_fails_even_while_nobody_receives(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync();
        var (client, server) = await transport.ConnectRawAsync(cancellationToken);
        client.Dispose();

        // The first ones may still end up in a buffer of the system.
        await SendAllAsync(server, cancellationToken);
        await server.DisposeAsync();
    }

    [Test]
    public async Task Both_ends_may_close_at_once_while_both_receive_and_send(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync();
        for (var round = 0; round < 20; round++)
        {
            var (client, server) = await transport.ConnectAsync(cancellationToken);
            var pumps = new[] { client, server }.SelectMany(end => new[]
            {
                Task.Run(() => ReceiveAllAsync(end, cancellationToken), cancellationToken),
                Task.Run(() => SendAllAsync(end, cancellationToken), cancellationToken),
            });
            var running = pumps.ToArray();

            await Served.CloseAsync(client, server);
            await Task.WhenAll(running);
        }
    }

    [Test]
    public async Task A_cancelled_receive_says_so(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync();
        var (client, server) = await transport.ConnectAsync(cancellationToken);
        using var canceling = new CancellationTokenSource();
        var receiving = server.ReceiveAsync(canceling.Token).AsTask();

        await canceling.CancelAsync();

        await Assert.CatchAsync<OperationCanceledException>(() => receiving);
        await server.DisposeAsync();
        Assert.That(await client.ReceiveAsync(cancellationToken), Is.Null);
        await client.DisposeAsync();
    }

    private static async Task ReceiveAllAsync(ICommandConnection connection, CancellationToken cancellationToken)
    {
        while (await connection.ReceiveAsync(cancellationToken) is not null)
        {
            // Nothing but the end matters.
        }
    }

    private static async Task SendAllAsync(ICommandConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await connection.SendAsync(Served.Text("more"), cancellationToken);
            }
        }
        catch (IOException)
        {
            // The end.
        }
    }
}
