using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Sessions;
using Liaison.Tests.Hosting;
using NUnit.Framework;

namespace Liaison.Tests.Sessions;

/// <summary>Which commands wait for which, and in which order replies come.</summary>
internal sealed class ExecutionTests
{
    [Test]
    [CancelAfter(60_000)]
    public async Task Serial_commands_of_all_connections_run_one_at_a_time_in_the_order_of_their_arrival(CancellationToken token)
    {
        var companion = new GatedCompanion();
        await using var served = await ServedCompanion.StartAsync(companion);
        await using var first = await served.ConnectAsync(token);
        await using var second = await served.ConnectAsync(token);

        await first.SendAsync(TestPeer.Request(1, "wait", "a"), token);
        await companion["a"].Entered.WaitAsync(token);
        await first.SendAsync(TestPeer.Request(2, "mark", "2"), token);
        await first.CallAsync("ping", [], token);
        await second.SendAsync(TestPeer.Request(3, "mark", "3"), token);
        await second.CallAsync("ping", [], token);

        // A ping is read behind what was sent before it on its connection: both marks have arrived, and wait.
        Assert.That(companion.Marks, Is.Empty);
        companion["a"].Open();
        Assert.That((await first.NextAsync(token)).Id, Is.EqualTo("1"));
        Assert.That((await first.NextAsync(token)).Id, Is.EqualTo("2"));
        Assert.That((await second.NextAsync(token)).Id, Is.EqualTo("3"));
        Assert.That(companion.Marks, Is.EqualTo(new[] { "2", "3" }));
    }

    [TestCase(Execution.Serial, 1)]
    [TestCase(Execution.PerConnection, 4)]
    [CancelAfter(60_000)]
    public async Task Commands_of_a_lane_never_overlap(Execution execution, int atMost, CancellationToken token)
    {
        var companion = new GatedCompanion();
        await using var served = await ServedCompanion.StartAsync(companion, new HostOptions { Execution = execution });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => CallOverAndOverAsync(served, token), token)));

        Assert.That(companion.MostRunning, Is.InRange(1, atMost));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Commands_of_two_connections_run_at_once_where_each_has_its_own_lane(CancellationToken token)
    {
        var companion = new GatedCompanion();
        await using var served = await ServedCompanion.StartAsync(companion, new HostOptions { Execution = Execution.PerConnection });
        await using var first = await served.ConnectAsync(token);
        await using var second = await served.ConnectAsync(token);

        await first.SendAsync(TestPeer.Request(1, "wait", "a"), token);
        await first.SendAsync(TestPeer.Request(2, "mark", "behind a"), token);
        await second.SendAsync(TestPeer.Request(3, "wait", "b"), token);
        await Task.WhenAll(companion["a"].Entered, companion["b"].Entered).WaitAsync(token);
        await first.CallAsync("ping", [], token);

        Assert.That(companion.Marks, Is.Empty);
        companion["b"].Open();
        Assert.That((await second.NextAsync(token)).Response.GetString(), Is.EqualTo("b"));
        companion["a"].Open();
        Assert.That((await first.NextAsync(token)).Id, Is.EqualTo("1"));
        Assert.That((await first.NextAsync(token)).Id, Is.EqualTo("2"));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Concurrent_commands_are_answered_in_the_order_in_which_they_end(CancellationToken token)
    {
        var companion = new GatedCompanion();
        await using var served = await ServedCompanion.StartAsync(companion, new HostOptions { Execution = Execution.Concurrent });
        await using var peer = await served.ConnectAsync(token);

        await peer.SendAsync(TestPeer.Request(1, "wait", "a"), token);
        await peer.SendAsync(TestPeer.Request(2, "wait", "b"), token);
        await Task.WhenAll(companion["a"].Entered, companion["b"].Entered).WaitAsync(token);

        companion["b"].Open();
        Assert.That((await peer.NextAsync(token)).Id, Is.EqualTo("2"));
        companion["a"].Open();
        Assert.That((await peer.NextAsync(token)).Id, Is.EqualTo("1"));
    }

    [TestCase("ping")]
    [TestCase("names")]
    [TestCase("commands")]
    [TestCase("stats")]
    [CancelAfter(60_000)]
    public async Task A_command_that_only_tells_answers_while_another_runs(string command, CancellationToken token)
    {
        var companion = new GatedCompanion();
        await using var served = await ServedCompanion.StartAsync(companion);
        await using var peer = await served.ConnectAsync(token);
        await using var other = await served.ConnectAsync(token);

        await peer.SendAsync(TestPeer.Request(1, "wait", "a"), token);
        await companion["a"].Entered.WaitAsync(token);

        Assert.That((await peer.CallAsync(command, [], token)).Id, Is.EqualTo("\"call\""));
        Assert.That((await other.CallAsync(command, [], token)).IsError, Is.False);
        companion["a"].Open();
        Assert.That((await peer.NextAsync(token)).Id, Is.EqualTo("1"));
    }

    [TestCase(Execution.Serial)]
    [TestCase(Execution.PerConnection)]
    [CancelAfter(60_000)]
    public async Task Replies_come_in_the_order_of_the_requests_the_bad_ones_included(Execution execution, CancellationToken token)
    {
        const int Count = 2_000;
        await using var served = await ServedCompanion.StartAsync(new GatedCompanion(), new HostOptions { Execution = execution });
        await using var peer = await served.ConnectAsync(token);
        string[] kinds = ["mark", "overlap", "nothing", "text"];

        var sending = Task.Run(
            async () =>
            {
                for (var i = 0; i < Count; i++)
                {
                    await peer.SendAsync(i % 5 == 4 ? $$"""{"id":{{i}}}""" : TestPeer.Request(i, kinds[i % 5], i), token);
                }
            },
            token);

        for (var i = 0; i < Count; i++)
        {
            Assert.That((await peer.NextAsync(token)).Json.GetProperty("evt").GetProperty("id").GetInt32(), Is.EqualTo(i));
        }

        await sending;
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Commands_are_posted_to_the_context_that_the_host_was_given(CancellationToken token)
    {
        var context = new OwnContext();
        await using var served = await ServedCompanion.StartAsync(new GatedCompanion(), new HostOptions { SynchronizationContext = context });
        await using var peer = await served.ConnectAsync(token);

        var reply = await peer.AskInTurnAsync(TestPeer.Request(7, "context"), token);

        Assert.That(reply.Response.GetString(), Is.EqualTo(nameof(OwnContext)));
        Assert.That(context.Posts, Is.EqualTo(2), "one for each of the two messages");
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_context_that_takes_nothing_more_fails_the_command_and_not_the_connection(CancellationToken token)
    {
        var context = new OwnContext { IsShut = true };
        await using var served = await ServedCompanion.StartAsync(new GatedCompanion(), new HostOptions { SynchronizationContext = context });
        await using var peer = await served.ConnectAsync(token);

        var reply = await peer.CallAsync("context", [], token);
        context.IsShut = false;
        var next = await peer.CallAsync("context", [], token);

        Assert.That(reply.Code, Is.EqualTo(ErrorCode.Failed));
        Assert.That(reply.Message, Does.Contain("shut"));
        Assert.That(next.IsError, Is.False);
    }

    private static async Task CallOverAndOverAsync(ServedCompanion served, CancellationToken token)
    {
        await using var peer = await served.ConnectAsync(token);
        for (var i = 0; i < 200; i++)
        {
            await peer.CallAsync("overlap", [], token);
        }
    }

    /// <summary>A context that runs what is posted on the pool, as itself.</summary>
    private sealed class OwnContext : SynchronizationContext
    {
        private int _posts;

        public int Posts => Volatile.Read(ref _posts);

        public bool IsShut { get; set; }

        public override void Post(SendOrPostCallback d, object? state)
        {
            if (IsShut)
            {
                throw new InvalidOperationException("The loop is shut.");
            }

            Interlocked.Increment(ref _posts);
            ThreadPool.QueueUserWorkItem(_ =>
            {
                SetSynchronizationContext(this);
                d(state);
                SetSynchronizationContext(null);
            });
        }
    }
}
