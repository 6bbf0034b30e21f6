using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Sessions;
using Liaison.Testing;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Sessions;

/// <summary>Commands run on the threads that read; reading, answering and other people's threads must not suffer from that.</summary>
[CancelAfter(60_000)]
public sealed class HandoverTests
{
    private const string Note = """{"command":{"command":"note"},"echo":"id","id":1}""";
    private const string Block = """{"command":{"command":"block"},"echo":"id","id":2}""";
    private const string WriteSlowly = """{"command":{"command":"slow"},"echo":"id","id":2}""";
    private const string Ping = """{"command":{"command":"ping"},"echo":"id","id":3}""";
    private const string NoteIsAnswered = """{"response":null,"tag":"response","evt":{"id":1}}""";
    private const string PingIsAnswered = """{"response":"pong","tag":"response","evt":{"id":3}}""";

    private NotingCompanion _companion = null!;
    private LiaisonHost _host = null!;

    [SetUp]
    public void Make()
    {
        _companion = new NotingCompanion();
        _host = new LiaisonHost(_companion);
    }

    [TearDown]
    public async Task End()
    {
        _companion.Unblock();
        await _host.DisposeAsync();
        await _companion.DisposeAsync();
    }

    [Test]
    public async Task A_command_that_blocks_its_thread_does_not_keep_its_connection_from_being_read(CancellationToken token)
    {
        var connection = new ScriptedConnection().Give(Block);
        _ = _host.ServeAsync(connection, token);
        await _companion.Blocking.WaitAsync(token);
        connection.Give(Ping);
        Assert.That(await connection.NextSentTextAsync(token), Is.EqualTo(PingIsAnswered));
    }

    [Test]
    public async Task An_answer_does_not_wait_for_the_command_behind_it(CancellationToken token)
    {
        var connection = new ScriptedConnection().Give(Note).Give(Block);
        _ = _host.ServeAsync(connection, token);
        Assert.That(await connection.NextSentTextAsync(token), Is.EqualTo(NoteIsAnswered));
        await _companion.Blocking.WaitAsync(token);
    }

    [TestCase(10)]
    [TestCase(200)]
    public async Task In_a_burst_the_answers_before_a_command_that_blocks_are_sent_and_the_ping_behind_it_is_read(int before, CancellationToken token)
    {
        var connection = new ScriptedConnection();
        Give(connection, Note, before);
        connection.Give(Block);
        Give(connection, Ping, 100);

        _ = _host.ServeAsync(connection, token);
        for (var i = 0; i < before + 100; i++)
        {
            Assert.That(await connection.NextSentTextAsync(token), Is.EqualTo(NoteIsAnswered).Or.EqualTo(PingIsAnswered));
        }
    }

    [Test]
    public async Task A_result_that_blocks_while_it_is_written_delays_no_other_connection(CancellationToken token)
    {
        await using var host = new LiaisonHost(_companion, new HostOptions { Execution = Execution.PerConnection });
        var (first, second) = (Burst(WriteSlowly), Burst(Block));
        _ = host.ServeAsync(first, token);
        await _companion.Writing.WaitAsync(token);
        _ = host.ServeAsync(second, token);
        await _companion.Blocking.WaitAsync(token);

        for (var i = 0; i < 200; i++)
        {
            Assert.That(await second.NextSentTextAsync(token), Is.EqualTo(PingIsAnswered).Or.EqualTo(NoteIsAnswered));
        }

        // The host waits for its commands when it is disposed.
        _companion.Unblock();
    }

    [Test]
    public async Task A_peer_that_never_pauses_has_its_commands_run(CancellationToken token)
    {
        await using var connection = new UnpausingConnection(Note, _companion.Noted);
        await _host.ServeAsync(connection, token);
        Assert.That(connection.HadEnough, Is.True);
    }

    [Test]
    public async Task A_command_sees_nothing_that_flows_with_whoever_had_the_connection_served(CancellationToken token)
    {
        _companion.Flowing.Value = "mine";
        var connection = new ScriptedConnection().Give(Note);
        _ = _host.ServeAsync(connection, token);
        await _companion.Noted.WaitAsync(token);
        Assert.That(_companion.Seen, Is.Null);
    }

    [Test]
    public async Task A_thread_of_the_transports_own_is_not_for_commands(CancellationToken token)
    {
        await using var connection = new OwnThreadConnection(Note);
        _ = _host.ServeAsync(connection, token);
        await _companion.Noted.WaitAsync(token);
        Assert.That(_companion.RanOnPool, Is.True);
    }

    private static ScriptedConnection Burst(string command)
    {
        var connection = new ScriptedConnection();
        Give(connection, Note, 100);
        connection.Give(command);
        Give(connection, Ping, 100);
        return connection;
    }

    private static void Give(ScriptedConnection connection, string message, int count)
    {
        for (var i = 0; i < count; i++)
        {
            connection.Give(message);
        }
    }

    private sealed class NotingCompanion : Companion
    {
        private readonly TaskCompletionSource _noted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _blocking = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _writing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _gate = new();

        public AsyncLocal<string?> Flowing { get; } = new();

        public Task Noted => _noted.Task;

        public Task Blocking => _blocking.Task;

        public Task Writing => _writing.Task;

        public string? Seen { get; private set; }

        public bool RanOnPool { get; private set; }

        public void Unblock() => _gate.Set();

        [Command("note")]
        public void Note()
        {
            (Seen, RanOnPool) = (Flowing.Value, Thread.CurrentThread.IsThreadPoolThread);
            _noted.TrySetResult();
        }

        [Command("slow")]
        public SlowResult Slow() => new(this);

        [Command("block")]
        public void Block()
        {
            _blocking.TrySetResult();
            _gate.Wait();
        }

        public sealed class SlowResult(NotingCompanion owner)
        {
            public int Value
            {
                get
                {
                    owner._writing.TrySetResult();
                    owner._gate.Wait();
                    return 1;
                }
            }
        }
    }

    /// <summary>Gives a message, and then others without ever letting its reader wait, until it is told that there are enough.</summary>
    private sealed class UnpausingConnection(string message, Task enough) : ICommandConnection
    {
        private const int TooMany = 2_000_000;
        private static readonly Frame Nothing = new(FrameKind.Text, """{"command":{"command":"cancel","args":["nobody"]}}"""u8.ToArray());
        private int _given;

        /// <summary>Whether it was told so before it gave up.</summary>
        public bool HadEnough => _given <= TooMany;

        public PeerInfo Remote { get; } = new("unpausing", "test");

        public ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken) => new(
            _given++ == 0 ? new Frame(FrameKind.Text, System.Text.Encoding.UTF8.GetBytes(message))
            : enough.IsCompleted || _given > TooMany ? null
            : Nothing);

        public ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Gives a message from a thread of its own, on which whoever waits for it goes on.</summary>
    private sealed class OwnThreadConnection(string message) : ICommandConnection
    {
        private readonly TaskCompletionSource<Frame?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _isGiven;

        public PeerInfo Remote { get; } = new("own-thread", "test");

        public ValueTask<Frame?> ReceiveAsync(CancellationToken cancellationToken)
        {
            if (_isGiven)
            {
                return new ValueTask<Frame?>(_ended.Task);
            }

            _isGiven = true;
            var arrival = new TaskCompletionSource<Frame?>();
            new Thread(() => arrival.SetResult(new Frame(FrameKind.Text, System.Text.Encoding.UTF8.GetBytes(message)))) { IsBackground = true }.Start();
            return new ValueTask<Frame?>(arrival.Task);
        }

        public ValueTask SendAsync(ReadOnlyMemory<Frame> frames, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync()
        {
            _ended.TrySetResult(null);
            return ValueTask.CompletedTask;
        }
    }
}
