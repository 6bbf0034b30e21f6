using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Sessions;
using NUnit.Framework;

namespace Liaison.Tests.Hosting;

/// <summary>How a host stops, and what becomes of the commands of a peer that leaves. Nothing is left unanswered.</summary>
internal sealed class StoppingTests
{
    private static readonly TimeSpan Patiently = TimeSpan.FromMinutes(5);

    [Test]
    [CancelAfter(60_000)]
    public async Task A_running_command_finishes_and_new_ones_are_refused(CancellationToken token)
    {
        var companion = new GatedCompanion();
        await using var served = await ServedCompanion.StartAsync(companion, new HostOptions { DrainTimeout = Patiently });
        await using var peer = await served.ConnectAsync(token);
        await peer.SendAsync(TestPeer.Request(1, "wait", "a"), token);
        await companion["a"].Entered.WaitAsync(token);

        var stopping = served.Host.StopAsync();
        var refused = await AskUntilRefusedAsync(peer, token);
        companion["a"].Open();
        var finished = await peer.NextAsync(token);
        var end = await peer.ReceiveAsync(token);
        await stopping.WaitAsync(token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.Message, Does.Contain("Connect again"));
            Assert.That(finished.Response.GetString(), Is.EqualTo("a"));
            Assert.That(end, Is.Null);
            Assert.That(served.Host.Completion.IsCompletedSuccessfully);
            Assert.That(served.Host.ConnectionCount, Is.Zero);
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_command_that_outlasts_the_drain_is_canceled_and_those_behind_it_are_answered(CancellationToken token)
    {
        var companion = new GatedCompanion();
        await using var served = await ServedCompanion.StartAsync(companion, new HostOptions { DrainTimeout = TimeSpan.Zero, CancelTimeout = Patiently });
        await using var peer = await served.ConnectAsync(token);
        await peer.SendAsync(TestPeer.Request(1, "wait", "a"), token);
        await peer.SendAsync(TestPeer.Request(2, "mark", "never"), token);
        await peer.SendAsync(TestPeer.Request(3, "mark", "never"), token);
        await companion["a"].Entered.WaitAsync(token);
        await peer.CallAsync("ping", [], token);

        await served.Host.StopAsync().WaitAsync(token);

        // Without a drain the replies may not be awaited any more either: those that come are these.
        Assert.That(companion["a"].Canceled.IsCompleted);
        Assert.That(companion.Marks, Is.Empty);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task What_a_stop_cuts_short_is_answered_in_order(CancellationToken token)
    {
        var companion = new GatedCompanion();
        var options = new HostOptions { DrainTimeout = TimeSpan.FromSeconds(2), CancelTimeout = Patiently };
        await using var served = await ServedCompanion.StartAsync(companion, options);
        await using var peer = await served.ConnectAsync(token);
        await peer.SendAsync(TestPeer.Request(1, "wait", "a"), token);
        await peer.SendAsync(TestPeer.Request(2, "mark", "never"), token);
        await companion["a"].Entered.WaitAsync(token);
        await peer.CallAsync("ping", [], token);

        var stopping = served.Host.StopAsync();
        var canceled = await peer.NextAsync(token);
        var queued = await peer.NextAsync(token);
        var end = await peer.ReceiveAsync(token);
        await stopping.WaitAsync(token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(canceled.Id, Is.EqualTo("1"));
            Assert.That(canceled.Code, Is.EqualTo(ErrorCode.Canceled));
            Assert.That(queued.Id, Is.EqualTo("2"));
            Assert.That(queued.Code, Is.EqualTo(ErrorCode.ShuttingDown));
            Assert.That(end, Is.Null);
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_command_that_ignores_its_token_is_answered_and_left_to_itself(CancellationToken token)
    {
        var companion = new GatedCompanion();
        var options = new HostOptions { DrainTimeout = TimeSpan.FromSeconds(2), CancelTimeout = TimeSpan.Zero };
        await using var served = await ServedCompanion.StartAsync(companion, options);
        await using var peer = await served.ConnectAsync(token);
        await peer.SendAsync(TestPeer.Request(1, "insist", "a"), token);
        await peer.SendAsync(TestPeer.Request(2, "mark", "never"), token);
        await companion["a"].Entered.WaitAsync(token);
        await peer.CallAsync("ping", [], token);

        var stopping = served.Host.StopAsync();
        var abandoned = await peer.NextAsync(token);
        var queued = await peer.NextAsync(token);
        var end = await peer.ReceiveAsync(token);
        await stopping.WaitAsync(token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(companion["a"].Canceled.IsCompleted);
            Assert.That(abandoned.Id, Is.EqualTo("1"));
            Assert.That(abandoned.Code, Is.EqualTo(ErrorCode.ShuttingDown));
            Assert.That(queued.Id, Is.EqualTo("2"));
            Assert.That(queued.Code, Is.EqualTo(ErrorCode.ShuttingDown));
            Assert.That(end, Is.Null);
        }

        // That it ends after all changes nothing, and does not run what was answered already.
        companion["a"].Open();
        Assert.That(companion.Marks, Is.Empty);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_peer_that_leaves_cancels_its_commands_and_nobody_elses(CancellationToken token)
    {
        var companion = new GatedCompanion();
        await using var served = await ServedCompanion.StartAsync(companion, new HostOptions { Execution = Execution.PerConnection });
        await using var peer = await served.ConnectAsync(token);
        await using var other = await served.ConnectAsync(token);
        await peer.SendAsync(TestPeer.Request(1, "wait", "a"), token);
        await peer.SendAsync(TestPeer.Request(2, "mark", "never"), token);
        await other.SendAsync(TestPeer.Request(3, "wait", "b"), token);
        await Task.WhenAll(companion["a"].Entered, companion["b"].Entered).WaitAsync(token);

        await peer.DisposeAsync();
        await companion["a"].Canceled.WaitAsync(token);

        Assert.That(companion["b"].Canceled.IsCompleted, Is.False);
        companion["b"].Open();
        Assert.That((await other.NextAsync(token)).Response.GetString(), Is.EqualTo("b"));
        Assert.That(companion.Marks, Is.Empty);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_peer_that_leaves_gives_its_turn_to_the_next(CancellationToken token)
    {
        var companion = new GatedCompanion();
        await using var served = await ServedCompanion.StartAsync(companion);
        await using var peer = await served.ConnectAsync(token);
        await using var other = await served.ConnectAsync(token);
        await peer.SendAsync(TestPeer.Request(1, "wait", "a"), token);
        await companion["a"].Entered.WaitAsync(token);
        await other.SendAsync(TestPeer.Request(2, "mark", "2"), token);

        await peer.DisposeAsync();

        Assert.That((await other.NextAsync(token)).Response.GetString(), Is.EqualTo("2"));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Stopping_twice_is_stopping_once(CancellationToken token)
    {
        var served = await ServedCompanion.StartAsync(new Companion());

        await Task.WhenAll(served.Host.StopAsync(), served.Host.StopAsync(), served.DisposeAsync().AsTask()).WaitAsync(token);

        Assert.That(served.Host.Completion.IsCompletedSuccessfully);
        Assert.That(async () => await served.ConnectAsync(token), Throws.TypeOf<IOException>());
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_host_that_was_never_started_stops_too(CancellationToken token)
    {
        var host = new LiaisonHost(new Companion());

        await host.StopAsync().WaitAsync(token);

        Assert.That(host.Completion.IsCompletedSuccessfully);
    }

    private static async Task<Reply> AskUntilRefusedAsync(TestPeer peer, CancellationToken token)
    {
        while (true)
        {
            var reply = await peer.CallAsync("ping", [], token);
            if (reply.Code == ErrorCode.ShuttingDown)
            {
                return reply;
            }
        }
    }
}
