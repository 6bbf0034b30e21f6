using Liaison.Client;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Tests.Nats;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Guides;

/// <summary>docs/guides/scaling.md says what is so: its blocks are code that runs here.</summary>
[CancelAfter(60_000)]
internal sealed class ScalingGuideTests
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    private readonly Stack<IAsyncDisposable> _open = new();
    private NatsOptions _nats = null!;

    [SetUp]
    public void Choose() => _nats = ScalingGuide.Options() with { Connection = NatsServer.Shared().Options().Connection, Subject = $"shop-{Guid.NewGuid():N}", DrainTimeout = TimeSpan.Zero };

    [TearDown]
    public async Task CloseAsync()
    {
        while (_open.TryPop(out var opened))
        {
            await opened.DisposeAsync();
        }
    }

    [Test]
    public void The_code_of_the_guide_is_the_code_that_is_compiled_here() =>
        Assert.That(new Guide("scaling.md").CSharp, Is.EquivalentTo(Regions.Of("ScalingGuide.cs")));

    [Test]
    public async Task A_caller_reaches_a_worker()
    {
        await WorkerAsync();

        Assert.That(await ScalingGuide.CallAsync(_nats), Is.EqualTo("Hello, Ada!"));
    }

    [Test]
    public async Task A_front_end_reaches_a_worker_through_the_gateway(CancellationToken token)
    {
        await WorkerAsync();
        var gateway = Keep(await ScalingGuide.GatewayAsync(_nats, "127.0.0.1:0", new WebSocketTransportOptions { Token = Token }));
        await using var client = await LiaisonClient.ConnectAsync("ws://" + gateway.Addresses[0], new ClientOptions { Token = Token }, token);

        Assert.That(await client.InvokeAsync<string>("greet", ["Ada"], token), Is.EqualTo("Hello, Ada!"));
    }

    [Test]
    public async Task A_front_end_reaches_a_worker_through_a_gateway_that_spreads_calls(CancellationToken token)
    {
        await WorkerAsync();
        var transport = new WebSocketTransport("127.0.0.1:0", new WebSocketTransportOptions { Token = Token });
        var gateway = Keep(ScalingGuide.Spread(new LiaisonHost(new Companion()).Add(transport), _nats));
        await gateway.StartAsync(token);
        await using var client = await LiaisonClient.ConnectAsync("ws://" + gateway.Addresses[0], new ClientOptions { Token = Token }, token);

        Assert.That(await client.InvokeAsync<string>("greet", ["Ada"], token), Is.EqualTo("Hello, Ada!"));
    }

    [Test]
    public async Task Who_was_away_gets_the_orders_that_were_missed(CancellationToken token)
    {
        var shop = new Companion();
        var transport = new InMemoryTransport();
        var host = Keep(ScalingGuide.ShareTopics(new LiaisonHost(shop).Add(transport), shop, _nats));
        await host.StartAsync(token);
        await using var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(transport), cancellationToken: token);
        await host.PublishAsync("orders.made", 1);

        var first = await FollowAsync(client, 0, 1);
        await host.PublishAsync("orders.paid", 2);
        await host.PublishAsync("orders.sent", 3);
        var missed = await FollowAsync(client, first.Position, 2);

        Assert.That((first.Orders, missed.Orders), Is.EqualTo((new[] { "1" }, new[] { "2", "3" })));
    }

    private static async Task<(string[] Orders, long Position)> FollowAsync(LiaisonClient client, long position, int count)
    {
        using var stop = new CancellationTokenSource();
        var orders = new List<string>();
        try
        {
            await ScalingGuide.FollowAsync(
                client,
                position,
                order =>
                {
                    orders.Add(order.ToString());
                    if (orders.Count == count)
                    {
                        // The next item is not waited for: this one is the last.
                        stop.Cancel();
                    }
                },
                stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Whoever follows goes on until told to stop.
        }

        return ([.. orders], position + count);
    }

    private async Task WorkerAsync()
    {
        var shop = new Companion();
        shop.Commands.AddFrom(new ScalingGuide.Greeter());
        Keep(await ScalingGuide.WorkerAsync(_nats, shop));
    }

    private LiaisonHost Keep(LiaisonHost host)
    {
        _open.Push(host.Companion);
        _open.Push(host);
        return host;
    }
}
