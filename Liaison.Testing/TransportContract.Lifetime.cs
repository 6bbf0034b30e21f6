using Liaison.Messages;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Testing;

// Addresses, accepting, and disposing.
public abstract partial class TransportContract
{
    /// <summary>
    /// Binding a taken address fails with a text that says what to do. The transport that has the address is not affected.
    /// </summary>
    [Test, CancelAfter(TestTimeout)]
    public async Task A_taken_address_fails_in_bind_and_names_the_fix(CancellationToken cancellationToken)
    {
        await using var first = await BindAsync(cancellationToken);
        await using var second = CreateTransportAt(first.Address);
        SkipIf(second is null, "The transport's addresses cannot be taken.");
        var failure = await Assert.CatchAsync<BindException>(async () => await second!.BindAsync(cancellationToken));
        Assert.That(failure!.Message, Does.Contain(failure.Address));
        Assert.That(failure.Message.TrimEnd('.'), Does.Contain(". "), "The message says what failed, and then what to do.");
        await using var link = await OpenAsync(first, cancellationToken);
        await link.Peer.SendAsync(new[] { Text(Message(1, 10)) }, cancellationToken);
        await ExpectAsync(link.Host, Text(Message(1, 10)), cancellationToken);
    }

    /// <summary>An address can be taken again after its transport was disposed.</summary>
    [Test, CancelAfter(TestTimeout)]
    public async Task An_address_is_free_after_dispose(CancellationToken cancellationToken)
    {
        var first = await BindAsync(cancellationToken);
        await first.DisposeAsync();
        await using var second = CreateTransportAt(first.Address);
        SkipIf(second is null, "The transport's addresses cannot be taken.");
        await second!.BindAsync(cancellationToken);
        Assert.That(second.Address, Is.EqualTo(first.Address));
    }

    /// <summary>
    /// A frame of the kind <see cref="FrameKind.Close"/> ends the connection for both ends, after the frames before it.
    /// </summary>
    [Test, CancelAfter(TestTimeout)]
    public async Task A_close_frame_ends_the_link_for_both_ends(CancellationToken cancellationToken)
    {
        await using var transport = await BindAsync(cancellationToken);
        await using var link = await OpenAsync(transport, cancellationToken);
        var last = Text(Message(1, 10));
        await link.Host.SendAsync(new[] { last, new Frame(FrameKind.Close, new byte[] { 3, 0xea, (byte)'x' }) }, cancellationToken);
        await ExpectAsync(link.Peer, last, cancellationToken);
        Assert.That(await link.Peer.ReceiveAsync(cancellationToken), Is.Null, "After a close frame the link has ended.");
        Assert.That(await link.Host.ReceiveAsync(cancellationToken), Is.Null, "A close frame ends the link for the end that sends it, too.");
    }

    /// <summary>Connecting to an address where nothing listens fails with a text that says what to do.</summary>
    [Test, CancelAfter(TestTimeout)]
    public async Task Connecting_where_nobody_listens_fails_and_names_the_fix(CancellationToken cancellationToken)
    {
        SkipIf(SinglePeer, "The transport's peer exists before the transport.");
        var transport = await BindAsync(cancellationToken);
        var connector = CreateConnector(transport);
        await transport.DisposeAsync();
        var failure = await Assert.CatchAsync<IOException>(async () => await connector.ConnectAsync(cancellationToken));
        Assert.That(failure!.Message.TrimEnd('.'), Does.Contain(". "), "The message says what failed, and then what to do.");
    }

    /// <summary>Disposing a transport ends a pending accept, and every later one, with null.</summary>
    [Test, CancelAfter(TestTimeout)]
    public async Task Accepting_ends_after_dispose(CancellationToken cancellationToken)
    {
        var transport = await BindAsync(cancellationToken);
        var pending = transport.AcceptAsync(cancellationToken);
        if (SinglePeer)
        {
            await using var only = await pending;
            Assert.That(await transport.AcceptAsync(cancellationToken), Is.Null, "There is no peer after the only one.");
            await transport.DisposeAsync();
        }
        else
        {
            await transport.DisposeAsync();
            Assert.That(await pending, Is.Null);
        }

        Assert.That(await transport.AcceptAsync(cancellationToken), Is.Null);
    }

    /// <summary>After a canceled accept the transport still accepts.</summary>
    [Test, CancelAfter(TestTimeout)]
    public async Task A_canceled_accept_leaves_the_transport_accepting(CancellationToken cancellationToken)
    {
        await using var transport = await BindAsync(cancellationToken);
        using var canceling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (SinglePeer)
        {
            await canceling.CancelAsync();
        }

        var pending = Task.Run(async () => await transport.AcceptAsync(canceling.Token), cancellationToken);
        await canceling.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => pending);
        await using var link = await OpenAsync(transport, cancellationToken);
        await link.Peer.SendAsync(new[] { Text(Message(1, 10)) }, cancellationToken);
        await ExpectAsync(link.Host, Text(Message(1, 10)), cancellationToken);
    }

    /// <summary>Accepted connections stay open after their transport is disposed.</summary>
    [Test, CancelAfter(TestTimeout)]
    public async Task A_connection_outlives_its_transport(CancellationToken cancellationToken)
    {
        var transport = await BindAsync(cancellationToken);
        await using var link = await OpenAsync(transport, cancellationToken);
        await transport.DisposeAsync();
        await link.Peer.SendAsync(new[] { Text(Message(1, 10)) }, cancellationToken);
        await ExpectAsync(link.Host, Text(Message(1, 10)), cancellationToken);
        await link.Host.SendAsync(new[] { Text(Message(2, 10)) }, cancellationToken);
        await ExpectAsync(link.Peer, Text(Message(2, 10)), cancellationToken);
    }

    /// <summary>A canceled receive throws without waiting for the peer.</summary>
    [Test, CancelAfter(TestTimeout)]
    public async Task A_canceled_receive_throws(CancellationToken cancellationToken)
    {
        await using var link = await OpenAsync(cancellationToken);
        using var canceling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pending = link.Host.ReceiveAsync(canceling.Token).AsTask();
        await canceling.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => pending);
    }

    /// <summary>Disposing a connection ends its pending receive with null.</summary>
    [Test, CancelAfter(TestTimeout)]
    public async Task Disposing_a_connection_ends_its_pending_receive(CancellationToken cancellationToken)
    {
        await using var link = await OpenAsync(cancellationToken);
        var pending = link.Host.ReceiveAsync(cancellationToken).AsTask();
        await link.Host.DisposeAsync();
        Assert.That(await pending, Is.Null);
    }

    /// <summary>Sending over a connection that either end has disposed fails like sending over a lost connection.</summary>
    [Test, CancelAfter(TestTimeout)]
    public async Task Sending_over_a_closed_connection_fails(CancellationToken cancellationToken)
    {
        await using var link = await OpenAsync(cancellationToken);
        await link.Peer.DisposeAsync();
        await Assert.CatchAsync<IOException>(async () => await link.Peer.SendAsync(new[] { Text(Message(1, 10)) }, cancellationToken));
        await Assert.CatchAsync<IOException>(async () =>
        {
            // The first frames may still go into a buffer of the system.
            while (true)
            {
                await link.Host.SendAsync(new[] { Text(Message(1, 1_000)) }, cancellationToken);
            }
        });
    }

    /// <summary>Disposing twice, or on several threads at the same time, has the same effect as disposing once.</summary>
    [Test, CancelAfter(TestTimeout)]
    public async Task Dispose_is_idempotent(CancellationToken cancellationToken)
    {
        await using var unbound = CreateTransport();
        await unbound.DisposeAsync();
        await unbound.DisposeAsync();

        var transport = await BindAsync(cancellationToken);
        await using var link = await OpenAsync(transport, cancellationToken);
        IAsyncDisposable[] disposables = [link.Host, link.Peer, transport];
        foreach (var disposable in disposables)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () => await disposable.DisposeAsync(), cancellationToken)));
            await disposable.DisposeAsync();
        }
    }
}
