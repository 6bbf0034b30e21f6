using System.Text;
using Liaison.Messages;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Nats;

/// <summary>One session over NATS, at its limits and when NATS fails it.</summary>
[CancelAfter(60_000)]
internal sealed class SessionTests
{
    private readonly Stack<IAsyncDisposable> _open = new();

    [TearDown]
    public async Task CloseAsync()
    {
        while (_open.TryPop(out var opened))
        {
            await opened.DisposeAsync();
        }
    }

    [Test]
    public async Task A_session_goes_on_where_the_server_is_restarted(CancellationToken token)
    {
        using var server = NatsServer.Start();
        var (worker, caller) = await OpenAsync(server.Options(), token);
        await SendAsync(caller, "before", token);
        server.Kill();
        var sending = SendAsync(caller, "while it was gone", token);
        var answering = SendAsync(worker, "answer", token);
        server.Restart();
        await Task.WhenAll(sending, answering);
        await SendAsync(caller, "after", token);

        Assert.That(await ReceiveAsync(worker, 3, token), Is.EqualTo(new[] { "before", "while it was gone", "after" }));
        Assert.That(await ReceiveAsync(caller, 1, token), Is.EqualTo(new[] { "answer" }));
    }

    [Test]
    public async Task Nothing_is_lost_or_repeated_where_the_server_is_killed_in_the_middle_of_much(CancellationToken token)
    {
        const int Count = 20_000;
        using var server = NatsServer.Start();
        var (worker, caller) = await OpenAsync(server.Options() with { Heartbeat = TimeSpan.FromMilliseconds(100) }, token);
        var sending = SendAllAsync(caller, Count, token);
        var received = new List<string>();
        while (received.Count < Count)
        {
            received.AddRange(await ReceiveAsync(worker, 1, token));
            if (received.Count == Count / 4)
            {
                server.Restart();
            }
        }

        await sending;
        Assert.That(received, Is.EqualTo(Enumerable.Range(0, Count).Select(i => $"{i}")));
    }

    [Test]
    public async Task A_slow_reader_holds_its_sender_back(CancellationToken token)
    {
        const int Window = 4_096;
        var (worker, caller) = await OpenAsync(NatsServer.Shared().Options() with { WindowBytes = Window }, token);
        var text = new string('x', Window / 4);
        var sending = Task.Run(
            async () =>
            {
                for (var i = 0; i < 100; i++)
                {
                    await SendAsync(caller, text, token);
                }
            },
            token);

        // What goes the other way meanwhile is not held back.
        for (var i = 0; i < 100; i++)
        {
            await SendAsync(worker, text, token);
            await ReceiveAsync(caller, 1, token);
        }

        Assert.That(sending.IsCompleted, Is.False, "No more than the window is on its way.");
        Assert.That(await ReceiveAsync(worker, 100, token), Has.All.EqualTo(text));
        await sending;
    }

    [Test]
    public async Task A_sender_that_waits_for_its_reader_ends_when_the_reader_leaves(CancellationToken token)
    {
        var (worker, caller) = await OpenAsync(NatsServer.Shared().Options() with { WindowBytes = 1_024 }, token);
        var sending = SendAsync(caller, new string('x', 100_000), token);
        await worker.DisposeAsync();

        await Assert.CatchAsync<IOException>(() => sending);
    }

    [Test]
    public async Task A_message_may_be_larger_than_the_window_and_than_a_message_of_NATS(CancellationToken token)
    {
        var (worker, caller) = await OpenAsync(NatsServer.Shared().Options() with { WindowBytes = 1_024, MaxChunkBytes = 512 }, token);
        var text = new string('x', 100_000);
        var sending = SendAsync(caller, text, token);

        Assert.That(await ReceiveAsync(worker, 1, token), Is.EqualTo(new[] { text }));
        await sending;
    }

    [Test]
    public async Task Both_ends_end_where_NATS_does_not_come_back(CancellationToken token)
    {
        using var server = NatsServer.Start();
        var options = server.Options() with { Heartbeat = TimeSpan.FromMilliseconds(50), MissingAfter = TimeSpan.Zero, LostAfter = TimeSpan.FromMilliseconds(500) };
        var (worker, caller) = await OpenAsync(options, token);
        server.Kill();

        Assert.That(await worker.ReceiveAsync(token), Is.Null);
        Assert.That(await caller.ReceiveAsync(token), Is.Null);
        await Assert.CatchAsync<IOException>(() => SendAsync(caller, "too late", token));
    }

    [Test]
    [Platform("Unix")]
    public async Task A_session_is_closed_where_the_server_takes_no_more(CancellationToken token)
    {
        const int MoreThanTheSystemKeeps = 16 << 20;
        using var server = NatsServer.Start();
        var options = server.Options() with { WindowBytes = 2 * MoreThanTheSystemKeeps, MaxChunkBytes = 1 << 20 };
        options = options with { Connection = options.Connection with { CommandTimeout = TimeSpan.FromMilliseconds(100) } };
        var (_, caller) = await OpenAsync(options, token);
        server.Pause();
        await SendAsync(caller, new string('x', MoreThanTheSystemKeeps), token);

        Assert.That(async () => await caller.DisposeAsync(), Throws.Nothing);
    }

    [Test]
    public async Task Who_asks_a_server_that_is_not_there_is_told_so(CancellationToken token)
    {
        using var server = NatsServer.Start();
        var options = server.Options();
        server.Kill();
        await using var transport = new NatsTransport(options);

        Assert.That((await Assert.CatchAsync<IOException>(async () => await new NatsConnector(options).ConnectAsync(token)))!.Message, Does.Contain("Start nats-server"));
        Assert.That((await Assert.CatchAsync<BindException>(async () => await transport.BindAsync(token)))!.Message, Does.Contain("Start nats-server"));
    }

    private static async Task SendAsync(ICommandConnection connection, string text, CancellationToken token) =>
        await connection.SendAsync(new[] { new Frame(FrameKind.Text, Encoding.UTF8.GetBytes(text)) }, token);

    private static async Task SendAllAsync(ICommandConnection connection, int count, CancellationToken token)
    {
        for (var i = 0; i < count; i++)
        {
            await SendAsync(connection, $"{i}", token);
        }
    }

    private static async Task<List<string>> ReceiveAsync(ICommandConnection connection, int count, CancellationToken token)
    {
        var received = new List<string>();
        while (received.Count < count)
        {
            var frame = await connection.ReceiveAsync(token) ?? throw new EndOfStreamException($"It ended after {received.Count} of {count}.");
            received.Add(Encoding.UTF8.GetString(frame.Bytes.Span));
        }

        return received;
    }

    private async Task<(ICommandConnection Worker, ICommandConnection Caller)> OpenAsync(NatsOptions options, CancellationToken token)
    {
        var transport = new NatsTransport(options);
        _open.Push(transport);
        await transport.BindAsync(token);
        var accepting = transport.AcceptAsync(token);
        var caller = await new NatsConnector(options).ConnectAsync(token);
        _open.Push(caller);
        var worker = (await accepting)!;
        _open.Push(worker);
        return (worker, caller);
    }
}
