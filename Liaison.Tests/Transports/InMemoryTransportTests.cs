using Liaison.Testing;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Transports;

public sealed class InMemoryTransportTests : TransportContract
{
    protected override bool CarriesBinary => true;

    protected override ICommandTransport CreateTransport() => new InMemoryTransport();

    protected override ICommandConnector CreateConnector(ICommandTransport bound) => new InMemoryConnector((InMemoryTransport)bound);

    [Test, CancelAfter(60_000)]
    public async Task A_full_queue_makes_the_sender_wait_for_the_receiver(CancellationToken cancellationToken)
    {
        await using var transport = new InMemoryTransport("small", new InMemoryOptions { MaxQueuedFrames = 2 });
        await transport.BindAsync(cancellationToken);
        await using var peer = await new InMemoryConnector(transport).ConnectAsync(cancellationToken);
        await using var host = await transport.AcceptAsync(cancellationToken);
        var sending = peer.SendAsync(Frames.Texts("1", "2", "3"), cancellationToken).AsTask();
        Assert.That(sending.IsCompleted, Is.False);
        Assert.That(await host!.ReceiveAsync(cancellationToken), Is.Not.Null);
        await sending;
    }

    [Test, CancelAfter(60_000)]
    public async Task A_full_backlog_makes_a_peer_wait_to_be_accepted(CancellationToken cancellationToken)
    {
        await using var transport = new InMemoryTransport("small", new InMemoryOptions { Backlog = 1 });
        await transport.BindAsync(cancellationToken);
        var connector = new InMemoryConnector(transport);
        await using var first = await connector.ConnectAsync(cancellationToken);
        var second = connector.ConnectAsync(cancellationToken).AsTask();
        Assert.That(second.IsCompleted, Is.False);
        await using var accepted = await transport.AcceptAsync(cancellationToken);
        await using var connected = await second;
    }

    [Test, CancelAfter(60_000)]
    public async Task A_peer_that_nobody_accepted_sees_the_end_when_the_transport_is_disposed(CancellationToken cancellationToken)
    {
        await using var transport = new InMemoryTransport();
        await transport.BindAsync(cancellationToken);
        await using var peer = await new InMemoryConnector(transport).ConnectAsync(cancellationToken);
        await transport.DisposeAsync();
        Assert.That(await peer.ReceiveAsync(cancellationToken), Is.Null);
    }

    [Test]
    public void Its_address_shows_its_name() => Assert.That(new InMemoryTransport("here").Address, Is.EqualTo("memory:here"));

    [Test]
    public void Limits_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new InMemoryTransport(options: new InMemoryOptions { MaxQueuedFrames = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new InMemoryTransport(options: new InMemoryOptions { Backlog = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new InMemoryTransport(options: new InMemoryOptions { MaxMessageBytes = 0 }));
    }
}
