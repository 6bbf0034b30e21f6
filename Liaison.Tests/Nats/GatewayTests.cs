using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Sessions;
using Liaison.Tests.Features;
using Liaison.Tests.Tool;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Nats;

/// <summary>Front ends at a WebSocket, workers behind NATS.</summary>
[CancelAfter(60_000)]
internal sealed class GatewayTests
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    private readonly Stack<IAsyncDisposable> _open = new();
    private NatsOptions _options = null!;

    [SetUp]
    public void Choose() => _options = NatsServer.Shared().Options();

    [TearDown]
    public async Task CloseAsync()
    {
        while (_open.TryPop(out var opened))
        {
            await opened.DisposeAsync();
        }
    }

    [Test]
    public async Task A_front_end_reaches_a_worker_and_finds_there_what_it_left(CancellationToken token)
    {
        for (var i = 0; i < 3; i++)
        {
            await WorkerAsync(token);
        }

        var clients = new List<LiaisonClient>();
        var gateway = await GatewayAsync(token);
        for (var i = 0; i < 6; i++)
        {
            clients.Add(await ConnectAsync(gateway, token));
            await clients[i].StoreAsync("mine" + i, i, token);
        }

        for (var i = 0; i < 6; i++)
        {
            Assert.That(await clients[i].GetAsync<int>("mine" + i, token), Is.EqualTo(i));
        }
    }

    [Test]
    public async Task Chosen_commands_go_to_a_worker_and_the_rest_stay(CancellationToken token)
    {
        await WorkerAsync(token);
        var gateway = await GatewayAsync(token, new ForwardOptions { Commands = name => name == "where" });
        gateway.Companion.Commands.AddFrom(new Place("gateway"));
        var client = await ConnectAsync(gateway, token);

        await client.StoreAsync("here", 1, token);

        Assert.That(await client.InvokeAsync<string>("where", [], token), Is.EqualTo("worker"));
        Assert.That(gateway.Companion.Namespace.Contains("here"), Is.True);
    }

    [Test]
    public async Task Calls_that_are_sent_before_there_is_a_worker_are_run_in_their_order(CancellationToken token)
    {
        await WorkerAsync(token);
        var client = await ConnectAsync(await GatewayAsync(token), token);

        var counts = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => client.InvokeAsync<int>("count", [], token)));

        Assert.That(counts, Is.EqualTo(Enumerable.Range(1, 100)));
    }

    [Test]
    public async Task A_call_without_a_worker_is_answered_with_busy_and_the_next_one_finds_a_new_worker(CancellationToken token)
    {
        var client = await ConnectAsync(await GatewayAsync(token), token);
        var refused = await Assert.ThrowsAsync<LiaisonException>(() => client.InvokeAsync<string>("where", [], token));
        await WorkerAsync(token);

        Assert.That(refused!.Code, Is.EqualTo(ErrorCode.Busy));
        Assert.That(refused.Message, Does.Contain("was not run"));
        Assert.That(await client.InvokeAsync<string>("where", [], token), Is.EqualTo("worker"));
    }

    [Test]
    public async Task Events_come_from_the_next_worker_where_the_first_has_left(CancellationToken token)
    {
        var first = await WorkerAsync(token);
        var client = await ConnectAsync(await GatewayAsync(token, new ForwardOptions { RetryDelay = TimeSpan.FromMilliseconds(10) }), token);
        await using var events = await EventLoop<int>.StartAsync(client, "news.*", token);
        await client.InvokeAsync<string>("where", [], token);
        await first.PublishAsync("news.one", 1);
        Assert.That((await events.NextAsync()).Value, Is.EqualTo(1));

        await first.StopAsync();
        var second = await WorkerAsync(token);
        while (second.ConnectionCount == 0)
        {
            token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        await client.InvokeAsync<string>("where", [], token);
        await second.PublishAsync("news.two", 2);
        Assert.That((await events.NextAsync()).Value, Is.EqualTo(2));
    }

    [Test]
    public async Task A_worker_that_leaves_answers_what_it_has_and_what_follows_goes_to_another(CancellationToken token)
    {
        var place = new Place("first");
        var first = await WorkerAsync(place, token, _options with { DrainTimeout = TimeSpan.FromMinutes(1) });
        var client = await ConnectAsync(await GatewayAsync(token), token);
        var pending = client.InvokeAsync<string>("wait", [], token);
        await place.Waiting.Task.WaitAsync(token);
        await WorkerAsync(new Place("second"), token);

        var stopping = first.StopAsync();
        while (await client.InvokeAsync<string>("where", [], token) == "first")
        {
            token.ThrowIfCancellationRequested();
        }

        Assert.That(stopping.IsCompleted, Is.False);
        place.Go.SetResult();
        Assert.That(await pending, Is.EqualTo("first"));
        await stopping.WaitAsync(token);
    }

    [Test]
    public async Task A_peer_that_nobody_knows_is_refused(CancellationToken token)
    {
        await WorkerAsync(token);
        var gateway = await GatewayAsync(token, anyProcess: true);
        var client = await LiaisonClient.ConnectAsync("ws://" + gateway.Addresses[0], cancellationToken: token);
        _open.Push(client);

        var refused = await Assert.ThrowsAsync<LiaisonException>(() => client.InvokeAsync<string>("where", [], token));
        Assert.That(refused!.Code, Is.EqualTo(ErrorCode.Unauthorized));
    }

    [Test]
    public async Task A_busy_worker_leaves_a_call_that_may_go_anywhere_to_another(CancellationToken token)
    {
        await WorkerAsync(new Refusing(), token);
        await WorkerAsync(new Place("worker"), token);
        var client = await ConnectAsync(await GatewayAsync(token, new ForwardOptions { Spread = 16, MaxAttempts = 16 }), token);

        for (var i = 0; i < 20; i++)
        {
            Assert.That(await client.InvokeAsync<string>("where", [], token), Is.EqualTo("worker"));
        }
    }

    [Test]
    public async Task A_busy_worker_leaves_the_first_call_of_a_peer_to_another(CancellationToken token)
    {
        await WorkerAsync(new Refusing(), token);
        await WorkerAsync(new Place("worker"), token);
        var gateway = await GatewayAsync(token, new ForwardOptions { MaxAttempts = 64 });

        for (var i = 0; i < 10; i++)
        {
            var client = await ConnectAsync(gateway, token);
            Assert.That(await client.InvokeAsync<string>("where", [], token), Is.EqualTo("worker"));
        }
    }

    [Test]
    public async Task A_busy_worker_where_a_peer_has_left_something_says_so(CancellationToken token)
    {
        await WorkerAsync(new Refusing(), token);
        var client = await ConnectAsync(await GatewayAsync(token, new ForwardOptions { MaxAttempts = 64 }), token);
        await client.StoreAsync("mine", 1, token);
        await WorkerAsync(new Place("worker"), token);

        var refused = await Assert.ThrowsAsync<LiaisonException>(() => client.InvokeAsync<string>("where", [], token));

        Assert.That(refused!.Code, Is.EqualTo(ErrorCode.Busy));
        Assert.That(await client.GetAsync<int>("mine", token), Is.EqualTo(1));
    }

    [Test]
    public async Task A_first_call_that_every_worker_is_too_busy_for_is_answered_with_busy(CancellationToken token)
    {
        await WorkerAsync(new Refusing(), token);
        var client = await ConnectAsync(await GatewayAsync(token, new ForwardOptions { MaxAttempts = 3 }), token);

        var refused = await Assert.ThrowsAsync<LiaisonException>(() => client.InvokeAsync<string>("where", [], token));

        Assert.That((refused!.Code, refused.Message), Is.EqualTo((ErrorCode.Busy, "There is no room here.")));
    }

    [Test]
    public async Task The_tool_is_a_gateway_and_a_worker(CancellationToken token)
    {
        await using var worker = await WorkerProcess.StartAsync(NatsServer.Shared(), _options.Subject, token);
        var address = $"{NatsServer.Shared().Url}/{_options.Subject}";
        await using var gateway = ToolProcess.Start("websocket", "localhost:0", "--no-token", "--forward", address);
        await using var client = await LiaisonClient.ConnectAsync("ws://" + await gateway.AddressAsync(token), cancellationToken: token);
        var reports = new List<string?>();
        var items = new List<int>();
        await foreach (var item in client.StreamAsync<int>(new CommandCall("items") { Arguments = [3] }.WithProgress<string>(reports.Add), token))
        {
            items.Add(item);
        }

        var called = await ToolProcess.RunAsync(["call", address, "run", "System.Math:Sqrt", "4"], token);

        Assert.That(items, Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(reports, Is.EqualTo(new[] { "0 of 3", "1 of 3", "2 of 3" }));
        Assert.That(await client.InvokeAsync<int>("pid", [], token), Is.EqualTo(worker.Id));
        Assert.That(called.Output.Trim(), Is.EqualTo("2"), called.Errors);
    }

    private Task<LiaisonHost> WorkerAsync(CancellationToken token) => WorkerAsync(new Place("worker"), token);

    private async Task<LiaisonHost> WorkerAsync<T>(T commands, CancellationToken token, NatsOptions? options = null)
        where T : class
    {
        var companion = new Companion();
        companion.Commands.AddFrom(commands);
        return await StartAsync(new LiaisonHost(companion).Add(new NatsTransport(options ?? _options)), token);
    }

    private async Task<LiaisonHost> GatewayAsync(CancellationToken token, ForwardOptions? options = null, bool anyProcess = false)
    {
        var transport = new WebSocketTransport("127.0.0.1:0", new WebSocketTransportOptions { Token = anyProcess ? null : Token, AnyLocalProcess = anyProcess });
        return await StartAsync(new LiaisonHost(new Companion()).Add(transport).ForwardTo(new NatsConnector(_options), options), token);
    }

    private async Task<LiaisonHost> StartAsync(LiaisonHost host, CancellationToken token)
    {
        _open.Push(host.Companion);
        _open.Push(host);
        await host.StartAsync(token);
        return host;
    }

    private async Task<LiaisonClient> ConnectAsync(LiaisonHost gateway, CancellationToken token)
    {
        var client = await LiaisonClient.ConnectAsync("ws://" + gateway.Addresses[0], new ClientOptions { Token = Token }, token);
        _open.Push(client);
        return client;
    }

    public sealed class Place(string name)
    {
        private int _count;

        internal TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        [Command("where", Concurrent = true)]
        public string Where() => name;

        [Command("count")]
        public int Count() => ++_count;

        [Command("wait")]
        public async Task<string> WaitAsync()
        {
            Waiting.SetResult();
            await Go.Task;
            return name;
        }
    }

    public sealed class Refusing
    {
        [Command("where", Concurrent = true)]
        public string Where() => throw new CommandException(ErrorCode.Busy, "There is no room here.");
    }
}
