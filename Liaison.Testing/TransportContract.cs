using System.Text;
using Liaison.Messages;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Testing;

/// <summary>Tests for the contract of every transport. To run them, inherit from this class and implement the two factories.</summary>
/// <remarks>
/// Cases that the transport cannot support are skipped with the reason: those over a raw stream without
/// <see cref="ConnectRawAsync"/>, the one with a taken address without <see cref="CreateTransportAt"/>, those with several peers if
/// <see cref="SinglePeer"/> is true.
/// </remarks>
public abstract partial class TransportContract
{
    private const int TestTimeout = 60_000;
    private const int Peers = 100;

    /// <summary>Whether frames keep their kind, so that binary frames can be sent.</summary>
    protected virtual bool CarriesBinary => false;

    /// <summary>Whether the transport accepts only one connection in its lifetime.</summary>
    protected virtual bool SinglePeer => false;

    /// <summary>The largest message, in bytes, that the transports of <see cref="CreateTransport"/> accept: 16 MiB or more.</summary>
    protected virtual int MaxMessageBytes => TransportLimits.DefaultMaxMessageBytes;

    /// <summary>Creates an unbound transport with its own address.</summary>
    protected abstract ICommandTransport CreateTransport();

    /// <summary>Creates a connector to a bound transport.</summary>
    protected abstract ICommandConnector CreateConnector(ICommandTransport bound);

    /// <summary>
    /// Creates an unbound transport with the given address. Returns null if addresses of the transport cannot be taken.
    /// </summary>
    protected virtual ICommandTransport? CreateTransportAt(string address) => null;

    /// <summary>Opens the byte stream below a connection, after any handshake. Returns null if there is none.</summary>
    protected virtual ValueTask<Stream?> ConnectRawAsync(ICommandTransport bound, CancellationToken cancellationToken) => new((Stream?)null);

    /// <summary>Returns the bytes of a text message on the stream of <see cref="ConnectRawAsync"/>. The default is a line.</summary>
    protected virtual byte[] FrameRaw(string message) => Encoding.UTF8.GetBytes(message + "\n");

    /// <summary>Frames arrive whole, in order and with their kind, in both directions.</summary>
    [Test, CancelAfter(TestTimeout)]
    public async Task Frames_arrive_whole_in_order_and_with_their_kind(CancellationToken cancellationToken)
    {
        await using var link = await OpenAsync(cancellationToken);
        var sent = Enumerable.Range(0, 200).Select(i => i % 3 == 2 && CarriesBinary ? Binary(i) : Text(Message(i, i * 7))).ToArray();
        foreach (var (from, to) in new[] { (link.Peer, link.Host), (link.Host, link.Peer) })
        {
            var sending = SendAllAsync(from, sent, cancellationToken);
            foreach (var expected in sent)
            {
                await ExpectAsync(to, expected, cancellationToken);
            }

            await sending;
        }
    }

    /// <summary>
    /// Each end behaves as its <see cref="PeerInfo.CarriesBinary"/> says: a binary frame arrives as a binary frame, or is refused.
    /// </summary>
    [Test, CancelAfter(TestTimeout)]
    public async Task What_a_connection_says_of_binary_frames_is_what_it_does(CancellationToken cancellationToken)
    {
        await using var link = await OpenAsync(cancellationToken);
        foreach (var (from, to) in new[] { (link.Peer, link.Host), (link.Host, link.Peer) })
        {
            Assert.That(
                from.Remote.CarriesBinary,
                Is.EqualTo(CarriesBinary),
                $"Set PeerInfo.CarriesBinary of both ends to whether binary frames can be sent, and override {nameof(TransportContract)}.{nameof(CarriesBinary)} likewise.");
            if (CarriesBinary)
            {
                await from.SendAsync(new[] { Binary(1) }, cancellationToken);
                await ExpectAsync(to, Binary(1), cancellationToken);
            }
            else
            {
                await Assert.CatchAsync<NotSupportedException>(async () => await from.SendAsync(new[] { Text(Message(1, 10)), Binary(1) }, cancellationToken));
            }

            // The frame was refused before any part of it was sent.
            await from.SendAsync(new[] { Text(Message(2, 10)) }, cancellationToken);
            await ExpectAsync(to, Text(Message(2, 10)), cancellationToken);
        }
    }

    /// <summary>A received frame stays unchanged while others arrive.</summary>
    [Test, CancelAfter(TestTimeout)]
    public async Task A_received_frame_belongs_to_its_receiver(CancellationToken cancellationToken)
    {
        await using var link = await OpenAsync(cancellationToken);
        var buffer = Encoding.UTF8.GetBytes(Message(1, 100));
        await link.Peer.SendAsync(new[] { new Frame(FrameKind.Text, buffer) }, cancellationToken);
        buffer.AsSpan().Fill((byte)'x');
        var first = await link.Host.ReceiveAsync(cancellationToken);
        await link.Peer.SendAsync(new[] { Text(Message(2, 100)) }, cancellationToken);
        await ExpectAsync(link.Host, Text(Message(2, 100)), cancellationToken);
        Assert.That(Describe(first), Is.EqualTo(Describe(Text(Message(1, 100)))));
    }

    /// <summary>After the last frame of a peer that has left, receiving returns null, every time.</summary>
    [Test, CancelAfter(TestTimeout)]
    public async Task The_end_of_a_connection_is_null(CancellationToken cancellationToken)
    {
        await using var link = await OpenAsync(cancellationToken);
        await link.Peer.SendAsync(new[] { Text(Message(1, 10)) }, cancellationToken);
        await link.Peer.DisposeAsync();
        await ExpectAsync(link.Host, Text(Message(1, 10)), cancellationToken);
        Assert.That(await link.Host.ReceiveAsync(cancellationToken), Is.Null);
        Assert.That(await link.Host.ReceiveAsync(cancellationToken), Is.Null);
    }

    /// <summary>The peer sees the end when the host closes.</summary>
    [Test, CancelAfter(TestTimeout)]
    public async Task A_connection_that_the_host_disposes_ends_for_its_peer(CancellationToken cancellationToken)
    {
        await using var link = await OpenAsync(cancellationToken);
        await link.Host.SendAsync(new[] { Text(Message(1, 10)) }, cancellationToken);
        await link.Host.DisposeAsync();
        await ExpectAsync(link.Peer, Text(Message(1, 10)), cancellationToken);
        Assert.That(await link.Peer.ReceiveAsync(cancellationToken), Is.Null);
    }

    /// <summary>A message of 16 MiB passes in both directions.</summary>
    [Test, CancelAfter(TestTimeout)]
    public async Task A_message_of_16_MiB_arrives(CancellationToken cancellationToken)
    {
        await using var link = await OpenAsync(cancellationToken);
        var large = Text(Message(1, TransportLimits.DefaultMaxMessageBytes));
        foreach (var (from, to) in new[] { (link.Peer, link.Host), (link.Host, link.Peer) })
        {
            var sending = SendAllAsync(from, [large, Text(Message(2, 10))], cancellationToken);
            var received = await to.ReceiveAsync(cancellationToken);
            Assert.That(received is { Truncated: false } frame && frame.Bytes.Span.SequenceEqual(large.Bytes.Span), "The large message arrived complete.");
            await ExpectAsync(to, Text(Message(2, 10)), cancellationToken);
            await sending;
        }
    }

    /// <summary>A message beyond the limit arrives as its beginning, marked as truncated. Then the connection ends.</summary>
    [Test, CancelAfter(TestTimeout)]
    public async Task A_message_past_the_limit_is_truncated_and_then_ends(CancellationToken cancellationToken)
    {
        await using var link = await OpenAsync(cancellationToken);
        var large = Text(Message(1, MaxMessageBytes + 1));
        var sending = SendUntilGoneAsync(link.Peer, large, cancellationToken);
        var received = await link.Host.ReceiveAsync(cancellationToken);
        Assert.That(received, Is.Not.Null);
        Assert.That(received!.Value.Truncated, "The frame is marked as truncated.");
        Assert.That(received.Value.Bytes.Length, Is.LessThanOrEqualTo(MaxMessageBytes));
        Assert.That(large.Bytes.Span.StartsWith(received.Value.Bytes.Span), "The frame holds the message's beginning.");
        Assert.That(await link.Host.ReceiveAsync(cancellationToken), Is.Null);
        await link.Host.DisposeAsync();
        await sending;
    }

    /// <summary>A hundred peers at the same time each get the answer to their own message.</summary>
    [Test, CancelAfter(TestTimeout)]
    public async Task A_hundred_peers_at_once_are_each_served(CancellationToken cancellationToken)
    {
        SkipIf(SinglePeer, "The transport has one peer.");
        await using var transport = await BindAsync(cancellationToken);
        var connector = CreateConnector(transport);
        var peers = Enumerable.Range(0, Peers).Select(i => TalkAsync(connector, i, cancellationToken)).ToArray();
        var hosts = new List<Task>();
        for (var i = 0; i < Peers; i++)
        {
            hosts.Add(EchoAsync(await AcceptAsync(transport, cancellationToken), cancellationToken));
        }

        await Task.WhenAll(peers);
        await Task.WhenAll(hosts);
    }

    /// <summary>Bytes that arrive one by one, even within characters, form the same message as bytes that arrive together.</summary>
    [Test, CancelAfter(TestTimeout)]
    public async Task Text_that_is_split_between_reads_arrives_whole(CancellationToken cancellationToken)
    {
        await using var transport = await BindAsync(cancellationToken);
        var (raw, host) = await OpenRawAsync(transport, cancellationToken);
        await using var _ = host;
        await using var stream = raw;
        const string Message = """{"text":"é€😀"}""";
        foreach (var b in FrameRaw(Message))
        {
            await stream.WriteAsync(new[] { b }, cancellationToken);
            await stream.FlushAsync(cancellationToken);
        }

        await ExpectAsync(host, Text(Message), cancellationToken);
    }

    /// <summary>If a peer vanishes in the middle of a message, the connection ends and does not hang.</summary>
    [Test, CancelAfter(TestTimeout)]
    public async Task A_peer_that_vanishes_mid_frame_is_an_end_not_a_hang(CancellationToken cancellationToken)
    {
        await using var transport = await BindAsync(cancellationToken);
        var (raw, host) = await OpenRawAsync(transport, cancellationToken);
        await using var _ = host;
        await using (raw)
        {
            await raw.WriteAsync(FrameRaw(Message(1, 10)), cancellationToken);
            await raw.WriteAsync(FrameRaw(Message(2, 5_000)).AsMemory(..1_000), cancellationToken);
            await raw.FlushAsync(cancellationToken);
            await ExpectAsync(host, Text(Message(1, 10)), cancellationToken);
        }

        // If the end of the stream also ends a message (as with the last line of a file), the broken message may come first, but
        // nothing more.
        if (await host.ReceiveAsync(cancellationToken) is not null)
        {
            Assert.That(await host.ReceiveAsync(cancellationToken), Is.Null);
        }
    }
}
