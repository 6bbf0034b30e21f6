using System.Text;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Sessions.CallsOut;
using Liaison.Sessions.Streams;
using Liaison.Tests.WebSockets;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Sessions;

/// <summary>Answers to a peer that reads slowly, before and while its connection is closed.</summary>
[CancelAfter(60_000)]
internal sealed class ClosingTests
{
    private RecordedLog _log = null!;
    private SlowConnection _connection = null!;
    private ClosingLink _link = null!;

    [SetUp]
    public void Make()
    {
        _log = new RecordedLog();
        _connection = new SlowConnection();
        _link = new ClosingLink(_connection, _log);
    }

    [TearDown]
    public async Task EndAsync()
    {
        _connection.Read();
        await _link.EndAsync();
        await _connection.DisposeAsync();
        _log.Dispose();
    }

    [Test]
    public async Task An_answer_that_comes_while_the_connection_is_closed_leaves_the_earlier_ones_alone(CancellationToken token)
    {
        _link.Answer(1);
        await _connection.Sending.WaitAsync(token);
        var completing = _link.CompleteAsync();
        _link.Answer(2);
        var isOpen = !_connection.Closed.IsCompleted;
        _connection.Read();
        await completing.WaitAsync(token);

        Assert.That((isOpen, _log.Warnings.Length), Is.EqualTo((true, 0)));
        Assert.That(_connection.Sent, Does.Contain("\"id\":1").And.Not.Contain("\"id\":2"));
    }

    [Test]
    public async Task A_peer_that_does_not_read_is_disconnected(CancellationToken token)
    {
        _link.Answer(1);
        await _connection.Sending.WaitAsync(token);
        _link.Answer(2);
        _link.Answer(3);

        await _connection.Closed.WaitAsync(token);
        Assert.That(_log.Warnings, Has.Some.Contains("MaxUnsentBytes"));
    }

    [Test]
    public async Task A_call_that_cannot_be_sent_leaves_none_of_its_streams_open(CancellationToken token)
    {
        var streams = new PeerStreams(_link);
        streams.Taken();
        _link.Answer(1);
        await _connection.Sending.WaitAsync(token);

        var call = new CommandCall("store") { Arguments = [new MemoryStream([1, 2, 3])] };
        var failure = Assert.Throws<LiaisonException>(() => new RemoteCaller(_link, streams).Begin(call, streams: false, token));

        Assert.That(failure!.Error.Code, Is.EqualTo(ErrorCode.Busy));
        while (streams.Count > 0)
        {
            // The stream ends on another thread.
            token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Sends nothing until the peer reads.</summary>
    [Test]
    public async Task Credit_for_a_stream_is_sent_although_more_bytes_are_unsent_than_allowed(CancellationToken token)
    {
        _link.Answer(1);
        await _connection.Sending.WaitAsync(token);

        var isSent = new PeerStreams(_link).Send(new Credit(0, 100) { Call = CallId.Of(7) });
        var completing = _link.CompleteAsync();
        _connection.Read();
        await completing.WaitAsync(token);

        Assert.That(isSent);
        Assert.That(_connection.Sent, Does.Contain("credit"));
    }

    private sealed class SlowConnection : ICommandConnection
    {
        private readonly TaskCompletionSource _sending = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public PeerInfo Remote { get; } = new("slow", "test");

        public Task Sending => _sending.Task;

        public Task Closed => _closed.Task;

        public string Sent { get; private set; } = "";

        public void Read() => _read.TrySetResult();

        public ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken) => default;

        public async ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken)
        {
            _sending.TrySetResult();
            await _read.Task;
            foreach (var frame in frames.ToArray())
            {
                Sent += Encoding.UTF8.GetString(frame.Bytes.Span);
            }
        }

        public ValueTask DisposeAsync()
        {
            _closed.TrySetResult();
            return ValueTask.CompletedTask;
        }
    }
}
