using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.WebSockets;

[CancelAfter(60_000)]
public sealed class DisposeOrderTests
{
    [Test]
    public async Task An_accepted_connection_outlives_its_transport(CancellationToken cancellationToken)
    {
        var transport = await Served.BindAsync();
        var (client, server) = await transport.ConnectAsync(cancellationToken);

        await transport.DisposeAsync();
        await transport.DisposeAsync();

        await client.SendAsync(Served.Text("to the server"), cancellationToken);
        Assert.That(Served.TextOf(await server.ReceiveAsync(cancellationToken)), Is.EqualTo("to the server"));
        await server.SendAsync(Served.Text("to the client"), cancellationToken);
        Assert.That(Served.TextOf(await client.ReceiveAsync(cancellationToken)), Is.EqualTo("to the client"));
        var closing = server.DisposeAsync().AsTask();
        Assert.That(await client.ReceiveAsync(cancellationToken), Is.Null);
        await client.DisposeAsync();
        await closing;
    }

    [Test]
    public async Task A_disposed_transport_listens_no_more_even_while_connections_live(CancellationToken cancellationToken)
    {
        var transport = await Served.BindAsync(address: "localhost:0");
        var (client, server) = await transport.ConnectAsync(cancellationToken);
        var accepting = transport.AcceptAsync(cancellationToken).AsTask();

        await transport.DisposeAsync();

        Assert.That(await accepting, Is.Null);
        Assert.That(await transport.AcceptAsync(cancellationToken), Is.Null);
        var exception = await Assert.CatchAsync<IOException>(async () => await transport.Connector().ConnectAsync(cancellationToken));
        Assert.That(exception!.Message, Does.Contain("Nobody listens"));
        await using var next = await Served.BindAsync(address: transport.Address);
        await Served.CloseAsync(client, server);
    }

    [Test]
    public async Task A_connection_that_nobody_accepted_is_closed_with_the_transport(CancellationToken cancellationToken)
    {
        var transport = await Served.BindAsync();
        var client = await transport.Connector().ConnectAsync(cancellationToken);

        var stopping = transport.DisposeAsync().AsTask();

        Assert.That(await client.ReceiveAsync(cancellationToken), Is.Null);
        await client.DisposeAsync();
        await stopping;
    }

    [Test]
    public async Task A_handshake_that_never_ends_does_not_hold_up_the_transport(CancellationToken cancellationToken)
    {
        var transport = await Served.BindAsync();
        using var silent = await RawPeer.ConnectAsync(transport.Address, cancellationToken);
        using var slow = await RawPeer.ConnectAsync(transport.Address, cancellationToken);
        await slow.SendAsync("GET / HTTP/1.1\r\nHost:"u8.ToArray(), cancellationToken);

        await transport.DisposeAsync();

        await silent.ReadToEndAsync(cancellationToken);
        await slow.ReadToEndAsync(cancellationToken);
    }

    [Test]
    public async Task A_transport_that_was_never_bound_can_be_disposed_and_not_bound_any_more()
    {
        var transport = new WebSocketTransport("localhost:0");

        await transport.DisposeAsync();

        Assert.That(await transport.AcceptAsync(CancellationToken.None), Is.Null);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await transport.BindAsync(CancellationToken.None));
    }

    [Test]
    public async Task A_cancelled_accept_leaves_the_transport_accepting(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync();
        using var canceling = new CancellationTokenSource();
        var accepting = transport.AcceptAsync(canceling.Token).AsTask();

        await canceling.CancelAsync();

        await Assert.CatchAsync<OperationCanceledException>(() => accepting);
        var (client, server) = await transport.ConnectAsync(cancellationToken);
        await Served.CloseAsync(client, server);
    }
}
