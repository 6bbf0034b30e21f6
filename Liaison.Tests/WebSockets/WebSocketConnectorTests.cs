using System.Net;
using System.Net.Sockets;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.WebSockets;

[CancelAfter(60_000)]
public sealed class WebSocketConnectorTests
{
    private static readonly object[] Refused =
    [
        new object[] { "", new WebSocketConnectorOptions(), "401", "Token" },
        new object[] { "?token=wrong", new WebSocketConnectorOptions(), "401", "Token" },
        new object[] { "", new WebSocketConnectorOptions { Token = "wrong" }, "401", "Token" },
        new object[] { "", new WebSocketConnectorOptions { Token = Served.Token, Origin = "http://evil.example" }, "403", "origin" },
    ];

    [TestCaseSource(nameof(Refused))]
    public async Task A_refusal_names_the_fix_and_not_the_token(string query, WebSocketConnectorOptions options, string status, string fix)
    {
        await using var transport = await Served.BindAsync();
        var connector = new WebSocketConnector(new Uri($"ws://{transport.Address}/{query}"), options);

        var exception = await Assert.CatchAsync<IOException>(async () => await connector.ConnectAsync(TestContext.CurrentContext.CancellationToken));

        Assert.That(exception!.Message, Does.Contain(status).And.Contains(fix));
        Assert.That(exception.ToString(), Does.Not.Contain(Served.Token).And.Not.Contains("=wrong"));
    }

    [Test]
    public async Task A_host_name_that_the_server_does_not_know_is_told(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync();
        var port = transport.Address.Split(':')[1];

        // The machine's own way of writing 127.0.0.1 as IPv6 is a name that the server does not go by.
        var connector = new WebSocketConnector(new Uri($"ws://[::ffff:127.0.0.1]:{port}"), new WebSocketConnectorOptions { Token = Served.Token });

        var exception = await Assert.CatchAsync<IOException>(async () => await connector.ConnectAsync(cancellationToken));

        Assert.That(exception!.Message, Does.Contain("421").And.Contains("localhost"));
    }

    [Test]
    public async Task Nobody_at_the_port_is_told(CancellationToken cancellationToken)
    {
        using var reserved = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        reserved.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // without listening
        var connector = new WebSocketConnector(new Uri($"ws://{reserved.LocalEndPoint}"));

        var exception = await Assert.CatchAsync<IOException>(async () => await connector.ConnectAsync(cancellationToken));

        Assert.That(exception!.Message, Does.Contain("Nobody listens").And.Contains("Start the server"));
    }

    [Test]
    public async Task A_server_that_is_no_WebSocket_is_told(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync(address: "127.0.0.1:0/liaison");
        var connector = new WebSocketConnector(new Uri(new Uri("ws://" + transport.Address), "/other"));

        var exception = await Assert.CatchAsync<IOException>(async () => await connector.ConnectAsync(cancellationToken));

        Assert.That(exception!.Message, Does.Contain("404").And.Contains("path"));
    }

    [Test]
    public void An_address_that_is_none_of_a_WebSocket_is_refused_at_once([Values("http://localhost:1", "pipe:x", "/relative")] string address) =>
        Assert.That(() => new WebSocketConnector(new Uri(address, UriKind.RelativeOrAbsolute)), Throws.ArgumentException.With.Message.Contains("ws://host:port"));

    [Test]
    public async Task A_subprotocol_an_allowed_origin_and_a_token_are_sent(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync(new WebSocketTransportOptions { AllowedOrigins = ["http://good.example"] });
        var connector = transport.Connector(new WebSocketConnectorOptions { SubProtocols = ["liaison"], Origin = "http://good.example" });

        var client = await connector.ConnectAsync(cancellationToken);
        var server = await transport.AcceptedAsync(cancellationToken);
        await Served.CloseAsync(client, server);

        Assert.That(client.Remote.Transport, Is.EqualTo("websocket"));
        Assert.That(client.Remote.Address, Is.EqualTo($"ws://{transport.Address}/"));
    }

    [TestCase("liaison", "liaison")]
    [TestCase("other,liaison", "liaison")]
    [TestCase("other", null)]
    [TestCase("", null)]
    [TestCase("liaison.token." + Served.Token, null)]
    [TestCase("liaison.token." + Served.Token + ",liaison", "liaison")]
    public async Task Both_ends_tell_the_subprotocol_that_was_agreed_on_and_never_the_token(string offered, string? agreed)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var transport = await Served.BindAsync();
        var names = offered.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var carriesToken = offered.Contains(Served.Token, StringComparison.Ordinal);
        var options = new WebSocketConnectorOptions { SubProtocols = names, Token = carriesToken ? null : Served.Token };

        var client = await new WebSocketConnector(new Uri("ws://" + transport.Address), options).ConnectAsync(cancellationToken);
        var server = await transport.AcceptedAsync(cancellationToken);
        await Served.CloseAsync(client, server);

        Assert.That((client.Remote.SubProtocol, server.Remote.SubProtocol), Is.EqualTo((agreed, agreed)));
    }

    [Test]
    public async Task The_clients_limit_ends_the_connection_too(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync();
        var client = await transport.Connector(new WebSocketConnectorOptions { MaxMessageBytes = 4 }).ConnectAsync(cancellationToken);
        var server = await transport.AcceptedAsync(cancellationToken);

        await server.SendAsync(Served.Text("12345"), cancellationToken);

        var frame = await client.ReceiveAsync(cancellationToken);
        Assert.That(frame?.Truncated, Is.True);
        Assert.That(Served.TextOf(frame), Is.EqualTo("1234"));
        Assert.That(await client.ReceiveAsync(cancellationToken), Is.Null);
        await Served.CloseAsync(client, server);
    }

    [Test]
    public async Task A_cancelled_connect_says_so()
    {
        using var listening = new TcpListener(IPAddress.Loopback, 0);
        listening.Start(); // and never answers
        using var canceling = new CancellationTokenSource();
        var connecting = new WebSocketConnector(new Uri($"ws://{listening.LocalEndpoint}")).ConnectAsync(canceling.Token).AsTask();

        await canceling.CancelAsync();

        await Assert.CatchAsync<OperationCanceledException>(() => connecting);
    }
}
