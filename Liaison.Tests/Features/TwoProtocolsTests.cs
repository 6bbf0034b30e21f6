using Liaison.Client;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Protocols;
using Liaison.Tests.Hosting;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>One companion on one WebSocket port, for peers that speak different protocols.</summary>
[CancelAfter(60_000)]
internal sealed class TwoProtocolsTests
{
    private static readonly IWireProtocol[] LiaisonFirst = [LiaisonProtocol.Instance, JsonRpcProtocol.Instance];
    private static readonly IWireProtocol[] JsonRpcFirst = [JsonRpcProtocol.Instance, LiaisonProtocol.Instance];

    [Test]
    public async Task Each_client_sees_what_the_other_does([Values] bool bySubProtocol, CancellationToken token)
    {
        await using var host = await ServeAsync(LiaisonFirst, token);
        await using var liaison = await ConnectAsync(host, LiaisonProtocol.Instance, bySubProtocol, token);
        await using var jsonRpc = await ConnectAsync(host, JsonRpcProtocol.Instance, bySubProtocol, token);

        await liaison.StoreAsync("mine", new[] { 1, 2 }, token);
        await jsonRpc.StoreAsync("yours", "$text", token);
        await jsonRpc.InitAsync("list", "System.Collections.Generic.List<System.Int32>", cancellationToken: token);
        await liaison.RunAsync<object>("list.Add", [5], cancellationToken: token);
        await jsonRpc.RunAsync<object>("list.Add", [LiaisonClient.Ref("mine[1]")], cancellationToken: token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await jsonRpc.GetAsync<int[]>("mine", token), Is.EqualTo(new[] { 1, 2 }));
            Assert.That(await liaison.GetAsync<string>("yours", token), Is.EqualTo("$text"));
            Assert.That(await liaison.GetAsync<int[]>("list", token), Is.EqualTo(new[] { 5, 2 }));
            Assert.That(await jsonRpc.GetAsync<int[]>("list", token), Is.EqualTo(new[] { 5, 2 }));
            Assert.That(await jsonRpc.DeleteAsync("mine", token), Is.True);
            Assert.That(await liaison.ExistsAsync("mine", token), Is.False);
            Assert.That(liaison.Remote.SubProtocol, Is.EqualTo(bySubProtocol ? "liaison" : null));
            Assert.That(jsonRpc.Remote.SubProtocol, Is.EqualTo(bySubProtocol ? "json-rpc" : null));
        }
    }

    [Test]
    public async Task Each_client_gets_the_others_events([Values] bool bySubProtocol, CancellationToken token)
    {
        await using var host = await ServeAsync(LiaisonFirst, token);
        await using var liaison = await ConnectAsync(host, LiaisonProtocol.Instance, bySubProtocol, token);
        await using var jsonRpc = await ConnectAsync(host, JsonRpcProtocol.Instance, bySubProtocol, token);
        await using var one = await EventLoop<byte[]>.StartAsync(liaison, "news", token);
        await using var other = await EventLoop<byte[]>.StartAsync(jsonRpc, "news", token);

        await liaison.InvokeAsync<string>("publish", ["news", new byte[] { 1 }], token);
        await jsonRpc.InvokeAsync<string>("publish", ["news", new byte[] { 2 }], token);
        await host.PublishAsync("news", new byte[] { 3 });

        for (var i = 1; i <= 3; i++)
        {
            Assert.That(((await one.NextAsync()).Value, (await other.NextAsync()).Value), Is.EqualTo((new[] { (byte)i }, new[] { (byte)i })));
        }
    }

    [Test]
    public async Task The_host_calls_each_in_its_own_protocol([Values] bool bySubProtocol, CancellationToken token)
    {
        await using var host = await ServeAsync(LiaisonFirst, token);
        await using var liaison = await ConnectAsync(host, LiaisonProtocol.Instance, bySubProtocol, token);
        await using var jsonRpc = await ConnectAsync(host, JsonRpcProtocol.Instance, bySubProtocol, token);
        liaison.Commands.AddFrom(new Descending());
        jsonRpc.Commands.AddFrom(new Descending());

        var answers = await Task.WhenAll(host.Peers.Select(peer => peer.InvokeAsync<int>("down", [10], token)));

        Assert.That(answers, Is.EqualTo(new[] { 10, 10 }));
    }

    [Test]
    public async Task The_first_message_shows_the_protocol(CancellationToken token)
    {
        await using var host = await ServeAsync(LiaisonFirst, token);
        await using var liaison = await ConnectRawAsync(host, token);
        await using var jsonRpc = await ConnectRawAsync(host, token);
        await using var batch = await ConnectRawAsync(host, token);

        var inLiaison = await liaison.AskAsync("""{"command": {"command": "store", "args": ["a", 7]}, "id": 1}""", token);
        var inJsonRpc = await jsonRpc.AskAsync("""{"jsonrpc": "2.0", "method": "get", "params": ["a"], "id": 2}""", token);
        var inBatch = await batch.AskAsync("""[{"jsonrpc": "2.0", "method": "get", "params": ["a"], "id": 3}]""", token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(inLiaison.Text, Is.EqualTo("""{"response":"a","tag":"response","evt":{"command": {"command": "store", "args": ["a", 7]}, "id": 1}}"""));
            Assert.That(inJsonRpc.Text, Is.EqualTo("""{"jsonrpc":"2.0","result":7,"id":2}"""));
            Assert.That(inBatch.Text, Is.EqualTo("""[{"jsonrpc":"2.0","result":7,"id":3}]"""));
        }
    }

    [TestCase("hello")]
    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("[1]")]
    [TestCase("\u00e9")]
    public async Task A_first_message_that_none_recognises_is_answered_by_the_first_protocol(string message, CancellationToken token)
    {
        await using var liaisonFirst = await ServeAsync(LiaisonFirst, token);
        await using var jsonRpcFirst = await ServeAsync(JsonRpcFirst, token);
        await using var one = await ConnectRawAsync(liaisonFirst, token);
        await using var other = await ConnectRawAsync(jsonRpcFirst, token);

        Assert.That((await one.AskAsync(message, token)).Text, Does.Contain("\"tag\":\"error\"").And.Contain("\"code\":\"bad_message\""));
        Assert.That((await other.AskAsync(message, token)).Text, Does.Contain("\"jsonrpc\":\"2.0\"").And.Contain("\"error\":{\"code\":-32"));

        // It stays with that protocol.
        Assert.That((await one.AskAsync("""{"command": {"command": "ping"}, "id": 1}""", token)).Text, Does.StartWith("""{"response":"pong","tag":"response","""));
        Assert.That((await other.AskAsync("""{"jsonrpc": "2.0", "method": "ping", "id": 1}""", token)).Text, Is.EqualTo("""{"jsonrpc":"2.0","result":"pong","id":1}"""));
    }

    [Test]
    public async Task A_host_with_one_protocol_uses_it_whatever_comes([Values] bool bySubProtocol, CancellationToken token)
    {
        await using var host = await ServeAsync([JsonRpcProtocol.Instance], token);
        await using var peer = await ConnectRawAsync(host, token, bySubProtocol ? ["liaison"] : []);

        Assert.That((await peer.AskAsync("""{"command": {"command": "ping"}, "id": 1}""", token)).Text, Does.StartWith("""{"jsonrpc":"2.0","error":{"code":-32600"""));
        Assert.That((await peer.AskAsync("""{"jsonrpc": "2.0", "method": "ping", "id": 1}""", token)).Text, Is.EqualTo("""{"jsonrpc":"2.0","result":"pong","id":1}"""));
    }

    [Test]
    public async Task A_subprotocol_wins_over_the_first_message(CancellationToken token)
    {
        await using var host = await ServeAsync(LiaisonFirst, token);
        await using var peer = await ConnectRawAsync(host, token, ["json-rpc"]);

        Assert.That((await peer.AskAsync("""{"command": {"command": "ping"}, "id": 1}""", token)).Text, Does.StartWith("""{"jsonrpc":"2.0","error":{"code":-32600"""));
    }

    private static async Task<LiaisonHost> ServeAsync(IReadOnlyList<IWireProtocol> protocols, CancellationToken token)
    {
        var options = new WebSocketTransportOptions { AnyLocalProcess = true, SubProtocols = ["liaison", "json-rpc"] };
        var companion = new Companion().ExposeBasicTypes().Expose<List<int>>();
        companion.Commands.AddFrom(new Descending());
        var host = new LiaisonHost(companion, new HostOptions { Protocols = protocols }).Add(new WebSocketTransport("127.0.0.1:0", options));
        await host.StartAsync(token);
        return host;
    }

    private static async Task<LiaisonClient> ConnectAsync(LiaisonHost host, IWireProtocol protocol, bool bySubProtocol, CancellationToken token)
    {
        var options = new ClientOptions { Protocol = protocol };
        var client = bySubProtocol
            ? await LiaisonClient.ConnectAsync("ws://" + host.Addresses[0], options, token)
            : await LiaisonClient.ConnectAsync(new WebSocketConnector(new Uri("ws://" + host.Addresses[0])), options, token);
        await client.PingAsync(token);
        return client;
    }

    private static async Task<TestPeer> ConnectRawAsync(LiaisonHost host, CancellationToken token, IReadOnlyList<string>? subProtocols = null)
    {
        var options = new WebSocketConnectorOptions { SubProtocols = subProtocols ?? [] };
        return new TestPeer(await new WebSocketConnector(new Uri("ws://" + host.Addresses[0]), options).ConnectAsync(token));
    }
}
