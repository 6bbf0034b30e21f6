using System.Text;
using System.Threading.Channels;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Transports;
using Moq;
using NUnit.Framework;

namespace Liaison.Tests.Hosting;

/// <summary>A host driven through the seams alone: a transport and a connection that are mocks, and a log that throws where they do.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class MockedTransportTests
{
    private readonly Channel<Frame?> _toHost = Channel.CreateUnbounded<Frame?>();
    private readonly Channel<string> _fromHost = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Test]
    [CancelAfter(60_000)]
    public async Task A_mocked_transport_is_all_that_a_host_needs(CancellationToken token)
    {
        var connection = Connection();
        var transport = Transport(connection.Object);
        await using var host = new LiaisonHost(new Companion()).Add(transport.Object);

        await host.StartAsync(token);
        Give("""{"command":{"command":"ping"},"id":1}""");
        var reply = await _fromHost.Reader.ReadAsync(token);
        Leave();
        await host.Completion.WaitAsync(token);

        Assert.That(reply, Is.EqualTo("""{"response":"pong","tag":"response","evt":{"command":{"command":"ping"},"id":1}}"""));
        transport.Verify(mock => mock.BindAsync(It.IsAny<CancellationToken>()), Times.Once);
        transport.Verify(mock => mock.AcceptAsync(It.IsAny<CancellationToken>()), Times.Exactly(2));
        connection.Verify(mock => mock.DisposeAsync(), Times.AtLeastOnce);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_connection_that_throws_when_it_is_read_is_closed(CancellationToken token)
    {
        var connection = Connection();
        connection.Setup(mock => mock.ReceiveAsync(It.IsAny<CancellationToken>())).Throws(new IOException("reading failed"));
        using var logger = new ThrowingLogger();
        var host = new LiaisonHost(new Companion(), new HostOptions { LoggerFactory = logger });

        await host.ServeAsync(connection.Object, token).WaitAsync(token);

        connection.Verify(mock => mock.DisposeAsync(), Times.AtLeastOnce);
        Assert.That(host.ConnectionCount, Is.Zero);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_connection_that_throws_when_it_is_sent_to_is_closed(CancellationToken token)
    {
        var connection = Connection();
        connection.Setup(mock => mock.SendAsync(It.IsAny<ReadOnlyMemory<Frame>>(), It.IsAny<CancellationToken>())).Throws(new IOException("sending failed"));
        using var logger = new ThrowingLogger();
        var host = new LiaisonHost(new Companion(), new HostOptions { LoggerFactory = logger });

        var serving = host.ServeAsync(connection.Object, token);
        Give("""{"command":{"command":"ping"},"id":1}""");
        await _closed.Task.WaitAsync(token);
        await serving.WaitAsync(token);

        Assert.That(host.ConnectionCount, Is.Zero);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_connection_that_throws_when_it_is_closed_is_let_go(CancellationToken token)
    {
        var connection = Connection();
        connection.Setup(mock => mock.DisposeAsync()).Throws(new IOException("closing failed"));
        using var logger = new ThrowingLogger();
        var host = new LiaisonHost(new Companion(), new HostOptions { LoggerFactory = logger });

        var serving = host.ServeAsync(connection.Object, token);
        Leave();
        await serving.WaitAsync(token);
        await host.StopAsync().WaitAsync(token);

        // A host that has stopped turns the next one away, and that it cannot be closed either is nobody's failure.
        await host.ServeAsync(connection.Object, token).WaitAsync(token);
        Assert.That(host.ConnectionCount, Is.Zero);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_codec_that_throws_costs_its_own_connection_and_nobody_elses_turn(CancellationToken token)
    {
        var codec = new Mock<IWireCodec>();
        codec.Setup(mock => mock.Decode(It.IsAny<Frame>(), It.IsAny<ICollection<Envelope>>()))
            .Callback((Frame frame, ICollection<Envelope> into) => into.Add(new Request { Command = Encoding.UTF8.GetString(frame.Bytes.Span) }));
        codec.Setup(mock => mock.Encode(It.IsAny<Envelope>(), It.IsAny<FrameWriter>())).Callback((Envelope envelope, FrameWriter into) =>
        {
            into.Append("half a mess"u8);
            if (envelope is Fault)
            {
                throw new InvalidOperationException("a codec should not throw");
            }

            into.EndFrame(FrameKind.Text);
        });
        var protocol = Mock.Of<IWireProtocol>(mock => mock.CreateCodec(It.IsAny<CodecSettings>()) == codec.Object);
        await using var transport = new InMemoryTransport();
        await using var host = new LiaisonHost(new Companion(), new HostOptions { Protocols = [protocol] }).Add(transport);
        await host.StartAsync(token);
        var connector = new InMemoryConnector(transport);
        await using var broken = new TestPeer(await connector.ConnectAsync(token));
        await using var other = await connector.ConnectAsync(token);

        await broken.SendAsync("nothing", token);
        Assert.That(await broken.ReceiveAsync(token), Is.Null);

        await other.SendAsync(new[] { new Frame(FrameKind.Text, "names"u8.ToArray()) }, token);
        Assert.That(Encoding.UTF8.GetString((await other.ReceiveAsync(token))!.Value.Bytes.Span), Is.EqualTo("half a mess"));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_log_that_throws_does_not_take_the_answer_with_it(CancellationToken token)
    {
        using var logger = new ThrowingLogger();
        await using var served = await ServedCompanion.StartAsync(new BadInput.TroubleCompanion(), new HostOptions { LoggerFactory = logger });
        await using var peer = await served.ConnectAsync(token);

        var reply = await peer.AskInTurnAsync(TestPeer.Request(7, "run", "trouble.ThrowAtOnce"), token);

        Assert.That(reply.Code, Is.EqualTo(ErrorCode.Failed));
        Assert.That(logger.Thrown, Is.EqualTo(1));
    }

    private void Give(string message) => _toHost.Writer.TryWrite(new Frame(FrameKind.Text, Encoding.UTF8.GetBytes(message)));

    private void Leave() => _toHost.Writer.TryWrite(null);

    private Mock<ICommandConnection> Connection()
    {
        var connection = new Mock<ICommandConnection>();
        connection.Setup(mock => mock.Remote).Returns(new PeerInfo("mock", "nowhere"));
        connection.Setup(mock => mock.ReceiveAsync(It.IsAny<CancellationToken>())).Returns((CancellationToken token) => _toHost.Reader.ReadAsync(token));
        connection.Setup(mock => mock.SendAsync(It.IsAny<ReadOnlyMemory<Frame>>(), It.IsAny<CancellationToken>())).Callback((ReadOnlyMemory<Frame> frames, CancellationToken _) =>
        {
            foreach (var frame in frames.Span)
            {
                _fromHost.Writer.TryWrite(Encoding.UTF8.GetString(frame.Bytes.Span));
            }
        });
        connection.Setup(mock => mock.DisposeAsync()).Callback(() =>
        {
            _closed.TrySetResult();
            Leave();
        });
        return connection;
    }

    private static Mock<ICommandTransport> Transport(ICommandConnection connection)
    {
        var transport = new Mock<ICommandTransport>();
        transport.Setup(mock => mock.Address).Returns("mock:1");
        transport.SetupSequence(mock => mock.AcceptAsync(It.IsAny<CancellationToken>())).ReturnsAsync(connection).ReturnsAsync((ICommandConnection?)null);
        return transport;
    }
}
