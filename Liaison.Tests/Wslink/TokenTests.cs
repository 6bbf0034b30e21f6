using System.Net.WebSockets;
using System.Text;
using Liaison.Client;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Wslink;

/// <summary>Peers that are let in over WebSocket to bring their token with the hello.</summary>
[CancelAfter(60_000)]
internal sealed class TokenTests
{
    private static readonly byte[] Wrong = """{"wslink":"1.0","id":"system:c0:0","method":"wslink.hello","args":[{"secret":"guess"}],"kwargs":{}}"""u8.ToArray();
    private static readonly byte[] Ping = """{"wslink":"1.0","id":"rpc:c0:1","method":"ping","args":[],"kwargs":{}}"""u8.ToArray();

    [Test]
    public async Task The_hello_brings_the_token_and_the_host_knows_what_was_proved([Values] WslinkVersion version, CancellationToken token)
    {
        await using var served = await ServeAsync(token);
        await using var client = await LiaisonClient.ConnectAsync(served.Connector(null), Options(version, served.Transport.Token), token);

        Assert.That(await client.InvokeAsync<string>("ping", [], token), Is.EqualTo("pong"));
        Assert.That(served.Host.Peers.Single().Remote.Credential, Is.EqualTo("token"));
    }

    [Test]
    public async Task A_wrong_token_in_the_hello_lets_nothing_be_called([Values] WslinkVersion version, CancellationToken token)
    {
        await using var served = await ServeAsync(token);
        await using var client = await LiaisonClient.ConnectAsync(served.Connector(null), Options(version, "guess"), token);

        var failure = await Assert.ThrowsAsync<LiaisonException>(() => client.InvokeAsync<string>("ping", [], token));
        Assert.That(failure!.Code, Is.EqualTo(ErrorCode.Unauthorized));
        Assert.That(served.Host.Peers.Single().Remote.Credential, Is.Null);
    }

    [Test]
    public async Task A_wrong_token_in_the_handshake_is_refused_there(CancellationToken token)
    {
        await using var served = await ServeAsync(token);
        await Assert.CatchAsync<IOException>(() => LiaisonClient.ConnectAsync(served.Connector("guess"), Options(WslinkVersion.Two, served.Transport.Token), token));
    }

    [Test]
    public async Task A_peer_of_another_protocol_cannot_call_without_its_token(CancellationToken token)
    {
        await using var served = await ServeAsync(token);
        await using var client = await LiaisonClient.ConnectAsync(served.Connector(null), cancellationToken: token);
        var failure = await Assert.ThrowsAsync<LiaisonException>(() => client.PingAsync(token));
        Assert.That(failure!.Code, Is.EqualTo(ErrorCode.Unauthorized));
        Assert.That(failure.Message, Does.Contain("Authorization: Bearer"));

        await using var proved = await LiaisonClient.ConnectAsync(served.Connector(served.Transport.Token), cancellationToken: token);
        Assert.That(await proved.PingAsync(token), Is.EqualTo("pong"));
    }

    [Test]
    public async Task Without_the_option_a_peer_needs_its_token_in_the_handshake(CancellationToken token)
    {
        await using var served = await ServeAsync(token, new WebSocketTransportOptions());
        await Assert.CatchAsync<IOException>(() => LiaisonClient.ConnectAsync(served.Connector(null), Options(WslinkVersion.Two, served.Transport.Token), token));
    }

    [Test]
    public async Task A_peer_that_does_not_greet_in_time_is_cut_off(CancellationToken token)
    {
        await using var served = await ServeAsync(token, new WebSocketTransportOptions { TokenInFirstMessage = true, HandshakeTimeout = TimeSpan.FromMilliseconds(300) });
        using var socket = await ConnectAsync(served, token);
        await socket.SendAsync(Wrong, WebSocketMessageType.Text, true, token);
        var refusal = await TextAsync(socket, token);
        await socket.SendAsync(Ping, WebSocketMessageType.Text, true, token);

        Assert.That(refusal, Does.Contain("-32000").And.Contain("Authentication failed"));
        Assert.That(await TextAsync(socket, token), Does.Contain("-32000").And.Contain("Unauthorized: Skip message processing"));
        Assert.That(await TextAsync(socket, token), Is.EqualTo("1000"));
    }

    [Test]
    public async Task A_long_message_before_the_token_ends_the_connection(CancellationToken token)
    {
        await using var served = await ServeAsync(token, protocol: new WslinkProtocol());
        using var socket = await ConnectAsync(served, token);
        await socket.SendAsync(new byte[70_000], WebSocketMessageType.Binary, true, token);

        var text = await TextAsync(socket, token);
        Assert.That(text, Is.EqualTo("1009"));
    }

    [Test]
    public async Task What_breaks_the_protocol_is_closed_with_its_status_and_reason(CancellationToken token)
    {
        await using var served = await ServeAsync(token, new WebSocketTransportOptions { AnyLocalProcess = true }, new WslinkProtocol());
        using var socket = await ConnectAsync(served, token);
        await socket.SendAsync("not JSON"u8.ToArray(), WebSocketMessageType.Text, true, token);

        Assert.That(await TextAsync(socket, token), Is.EqualTo("1002"));
        Assert.That(socket.CloseStatusDescription, Does.Contain("JSON"));
        using var next = await ConnectAsync(served, token);
        await next.SendAsync(Wrong, WebSocketMessageType.Text, true, token);
        Assert.That(await TextAsync(next, token), Does.Contain("clientID"), "Without a token any secret is right.");
    }

    [Test]
    public async Task A_peer_that_vanishes_in_the_middle_of_a_message_harms_nobody(CancellationToken token)
    {
        await using var served = await ServeAsync(token);
        using (var socket = await ConnectAsync(served, token))
        {
            await socket.SendAsync(Wire.Chunk(1, 0, 50_000, new byte[20_000]).Bytes, WebSocketMessageType.Binary, true, token);
            socket.Abort();
        }

        await using var client = await LiaisonClient.ConnectAsync(served.Connector(null), Options(WslinkVersion.Two, served.Transport.Token), token);
        Assert.That(await client.InvokeAsync<string>("ping", [], token), Is.EqualTo("pong"));
    }

    [Test]
    public async Task A_host_sends_only_what_a_peer_may_see_and_asked_for(CancellationToken token)
    {
        var options = new WslinkOptions { Publish = (peer, topic) => peer.Transport == "websocket" && topic != "secret" };
        await using var served = await ServeAsync(token, protocol: new WslinkProtocol(options));
        await using var all = await LiaisonClient.ConnectAsync(served.Connector(null), Options(WslinkVersion.Two, served.Transport.Token), token);
        await using var events = await Features.EventLoop<int>.StartAsync(all, "*", token);

        await served.Host.PublishAsync("secret", 1);
        await served.Host.PublishAsync("open", 2);

        Assert.That((await events.NextAsync()).Value, Is.EqualTo(2));
    }

    private static ClientOptions Options(WslinkVersion version, string? secret) =>
        new() { Protocol = new WslinkProtocol(new WslinkOptions { Version = version }), Token = secret };

    private static async Task<ClientWebSocket> ConnectAsync(Served served, CancellationToken token)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri("ws://" + served.Transport.Address), token);
        return socket;
    }

    // The next message, or the status that the connection was closed with.
    private static async Task<string> TextAsync(ClientWebSocket socket, CancellationToken token)
    {
        var buffer = new byte[8_192];
        var received = await socket.ReceiveAsync(buffer, token);
        return received.MessageType == WebSocketMessageType.Close ? $"{(int)socket.CloseStatus!}" : Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    private static async Task<Served> ServeAsync(CancellationToken token, WebSocketTransportOptions? options = null, IWireProtocol? protocol = null)
    {
        var transport = new WebSocketTransport("127.0.0.1:0", options ?? new WebSocketTransportOptions { TokenInFirstMessage = true });
        IWireProtocol[] protocols = protocol is null ? [LiaisonProtocol.Instance, WslinkProtocol.Instance] : [protocol];
        var host = new LiaisonHost(new Companion(), new HostOptions { Protocols = protocols }).Add(transport);
        await host.StartAsync(token);
        return new Served(host, transport);
    }

    private sealed record Served(LiaisonHost Host, WebSocketTransport Transport) : IAsyncDisposable
    {
        public WebSocketConnector Connector(string? token) => new(new Uri("ws://" + Transport.Address), new WebSocketConnectorOptions { Token = token });

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
