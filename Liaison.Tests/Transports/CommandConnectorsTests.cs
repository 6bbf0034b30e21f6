using Liaison.Messages;
using Liaison.Tests.WebSockets;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Transports;

[CancelAfter(60_000)]
public sealed class CommandConnectorsTests
{
    [TestCase("ws", "websocket")]
    [TestCase("ws with the token in the address", "websocket")]
    [TestCase("pipe", "pipe")]
    [TestCase("unix", "unix")]
    public async Task An_address_connects_to_what_it_names(string form, string transportName)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using ICommandTransport transport = transportName switch
        {
            "websocket" => new WebSocketTransport("127.0.0.1:0", new WebSocketTransportOptions { Token = Served.Token }),
            "pipe" => new NamedPipeTransport($"liaison-{Guid.NewGuid():N}"),
            _ => new UnixSocketTransport(SocketPaths.Fresh()),
        };
        await transport.BindAsync(cancellationToken);
        var connector = form switch
        {
            "ws" => CommandConnectors.ForAddress($"ws://{transport.Address}", new WebSocketConnectorOptions { Token = Served.Token }),
            "pipe" or "unix" => CommandConnectors.ForAddress($"{form}:{transport.Address}"),

            // The options' would be refused, and a second one too.
            _ => CommandConnectors.ForAddress($"ws://{transport.Address}/?token={Served.Token}", new WebSocketConnectorOptions { Token = "wrong" }),
        };

        var peer = await connector.ConnectAsync(cancellationToken);
        var host = await transport.AcceptAsync(cancellationToken);
        await peer.SendAsync(Frames.Texts("[1]"), cancellationToken);

        Assert.That(Frames.TextOf(await host!.ReceiveAsync(cancellationToken)), Is.EqualTo("[1]"));
        Assert.That(peer.Remote.Transport, Is.EqualTo(transportName));
        await Served.CloseAsync(peer, host);
    }

    [TestCase("pipe")]
    [TestCase("unix")]
    public async Task The_options_of_streams_reach_pipes_and_sockets(string form)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using ICommandTransport transport = form == "pipe"
            ? new NamedPipeTransport($"liaison-{Guid.NewGuid():N}", new NamedPipeOptions { Framing = StreamFraming.Length })
            : new UnixSocketTransport(SocketPaths.Fresh(), new UnixSocketOptions { Framing = StreamFraming.Length });
        await transport.BindAsync(cancellationToken);
        var options = new StreamOptions { Framing = StreamFraming.Length, MaxMessageBytes = 4 };

        await using var peer = await CommandConnectors.ForAddress($"{form}:{transport.Address}", stream: options).ConnectAsync(cancellationToken);
        await using var host = await transport.AcceptAsync(cancellationToken);
        await host!.SendAsync(new[] { new Frame(FrameKind.Binary, new byte[5]) }, cancellationToken);

        Assert.That(peer.Remote.CarriesBinary);
        Assert.That((await peer.ReceiveAsync(cancellationToken))?.Truncated, Is.True);
    }

    [TestCase("")]
    [TestCase("localhost:8003")]
    [TestCase("http://localhost:8003")]
    [TestCase("WS")]
    [TestCase("ws:")]
    [TestCase("ws://")]
    [TestCase("ws://:8003")]
    [TestCase("pipe")]
    [TestCase("pipe:")]
    [TestCase("unix:")]
    [TestCase("stdio:app")]
    [TestCase("ws://localhost:99999/?token=s3cret")]
    public void What_is_no_address_is_refused_with_the_forms_that_are_and_without_its_token(string address) =>
        Assert.That(
            () => CommandConnectors.ForAddress(address),
            Throws.ArgumentException.With.Message.Contains("ws://host:port/path").And.Message.Contains("pipe:name").And.Message.Contains("unix:/path")
                .And.Message.Not.Contains("s3cret"));

    [Test]
    public void An_option_that_makes_no_sense_is_refused_whatever_the_address([Values("ws://localhost:1", "pipe:x", "unix:/x")] string address) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CommandConnectors.ForAddress(address, stream: new StreamOptions { MaxMessageBytes = 0 }));
}
