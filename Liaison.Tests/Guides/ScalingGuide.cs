using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Sessions;
using Liaison.Transports;
using NATS.Client.Core;

namespace Liaison.Tests.Guides;

/// <summary>The code of docs/guides/scaling.md: each region is one of its blocks, and the tests run them.</summary>
internal static class ScalingGuide
{
    public static NatsOptions Options()
    {
        #region where NATS is
        var nats = new NatsOptions { Connection = NatsOpts.Default with { Url = "nats://nats:4222" }, Subject = "shop" };
        #endregion
        return nats;
    }

    public static async Task<LiaisonHost> WorkerAsync(NatsOptions nats, Companion shop)
    {
        #region a worker
        var host = new LiaisonHost(shop).Add(new NatsTransport(nats));
        await host.StartAsync();
        #endregion
        return host;
    }

    public static async Task<string?> CallAsync(NatsOptions nats)
    {
        #region a caller
        var connector = new NatsConnector(nats);
        await using var client = await LiaisonClient.ConnectAsync(connector);
        var greeting = await client.InvokeAsync<string>("greet", ["Ada"]);
        #endregion
        return greeting;
    }

    public static async Task<LiaisonHost> GatewayAsync(NatsOptions nats, string address, WebSocketTransportOptions options)
    {
        #region a gateway
        var gateway = new LiaisonHost(new Companion())
            .Add(new WebSocketTransport(address, options))
            .ForwardTo(new NatsConnector(nats));
        await gateway.StartAsync();
        #endregion
        return gateway;
    }

    public static LiaisonHost Spread(LiaisonHost gateway, NatsOptions nats)
    {
        #region a gateway that spreads calls
        gateway.ForwardTo(new NatsConnector(nats), new ForwardOptions { Spread = 16, Events = false });
        #endregion
        return gateway;
    }

    public static LiaisonHost ShareTopics(LiaisonHost host, Companion shop, NatsOptions nats)
    {
        #region topics
        var topics = new NatsTopics(new NatsTopicsOptions { Nats = nats, Durable = ["orders.*"] });
        host.ShareTopics(topics);
        shop.Commands.AddFrom(topics);                             // the command follow
        #endregion
        return host;
    }

    public static async Task<long> FollowAsync(LiaisonClient client, long position, Action<RawJson> handle, CancellationToken stop)
    {
        #region follow
        await foreach (var order in client.StreamAsync<DurableEvent>("follow", ["orders.*", position], stop))
        {
            handle(order!.Value);
            position = order.Position;                             // keep it where a restart finds it
        }
        #endregion
        return position;
    }

    public sealed class Greeter
    {
        [Command("greet")]
        public string Greet(string name) => $"Hello, {name}!";
    }
}
