using System.Threading.Channels;
using Liaison.Messages;
using Liaison.Sessions.Sending;
using Liaison.Tests.Protocols;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Sessions;

/// <summary>A queue whose messages are held sends them together, and holds only few bytes.</summary>
[CancelAfter(60_000)]
internal sealed class HeldAnswersTests
{
    private BatchConnection _connection = null!;
    private OutboundQueue _queue = null!;

    [SetUp]
    public void Make()
    {
        _connection = new BatchConnection();
        _queue = new OutboundQueue(_connection, LiaisonWire.Codec(), () => { }, _ => { }, new SessionTraffic("test"), CancellationToken.None);
    }

    [TearDown]
    public async Task End()
    {
        _queue.Complete();
        await _queue.Ended;
        _queue.Dispose();
        await _connection.DisposeAsync();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Held_messages_are_sent_together_when_the_hold_ends(bool onThisThread, CancellationToken token)
    {
        _queue.Hold();
        Add("a");
        Add("b");
        Action endHold = onThisThread ? _queue.SendHeld : _queue.SendHeldSoon;
        endHold();

        Assert.That(await _connection.NextAsync(token), Is.EqualTo(2));
    }

    [Test]
    public async Task A_message_after_the_hold_is_sent_without_another_hold(CancellationToken token)
    {
        _queue.Hold();
        _queue.SendHeld();
        Add("a");

        Assert.That(await _connection.NextAsync(token), Is.EqualTo(1));
    }

    [Test]
    public async Task Many_bytes_are_not_held(CancellationToken token)
    {
        _queue.Hold();
        Add("a");
        Add(new string('x', OutboundQueue.MaxHeldBytes));

        Assert.That(await _connection.NextAsync(token), Is.EqualTo(2));
    }

    [Test]
    public async Task Completing_sends_what_is_held(CancellationToken token)
    {
        _queue.Hold();
        Add("a");
        _queue.Complete();

        Assert.That(await _connection.NextAsync(token), Is.EqualTo(1));
    }

    private void Add(string value)
    {
        Assert.That(_queue.TryAdd(new Response(Request.WithId(CallId.Of(1)), value), long.MaxValue));
        _queue.SendSoon();
    }

    /// <summary>Keeps the number of messages in each batch that is sent.</summary>
    private sealed class BatchConnection : ICommandConnection
    {
        private readonly Channel<int> _batches = Channel.CreateUnbounded<int>();

        public PeerInfo Remote { get; } = new("batches", "test");

        public ValueTask<int> NextAsync(CancellationToken cancellationToken) => _batches.Reader.ReadAsync(cancellationToken);

        public ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken) => default;

        public ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken) => _batches.Writer.WriteAsync(frames.Length, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
