using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Tests.Hosting;
using NUnit.Framework;

namespace Liaison.Tests.Sessions;

/// <summary>What becomes of commands that are canceled, and of those that take too long.</summary>
[CancelAfter(60_000)]
internal sealed class CancelTests
{
    // Long enough that the outcome is never a matter of time.
    private static readonly TimeSpan Patiently = TimeSpan.FromMinutes(1);

    [Test]
    public async Task A_running_command_is_told_by_its_token(CancellationToken token)
    {
        var companion = new GatedCompanion();
        await using var served = await ServedCompanion.StartAsync(companion, new HostOptions { CancelTimeout = Patiently });
        await using var peer = await served.ConnectAsync(token);
        await peer.SendAsync(TestPeer.Request(1, "wait", "a"), token);
        await companion["a"].Entered.WaitAsync(token);

        await peer.SendAsync(TestPeer.Request(2, "cancel", 1), token);
        var replies = new[] { await peer.NextAsync(token), await peer.NextAsync(token) }.OrderBy(reply => reply.Id).ToArray();

        Assert.That(replies[0].Code, Is.EqualTo(ErrorCode.Canceled));
        Assert.That(replies[1].Response.GetBoolean(), Is.True);
        Assert.That(companion["a"].Canceled.IsCompleted);
    }

    [Test]
    public async Task A_command_that_has_not_begun_is_answered_at_once_and_never_runs(CancellationToken token)
    {
        var companion = new GatedCompanion();
        await using var served = await ServedCompanion.StartAsync(companion, new HostOptions { CancelTimeout = Patiently });
        await using var peer = await served.ConnectAsync(token);
        await peer.SendAsync(TestPeer.Request(1, "wait", "a"), token);
        await peer.SendAsync(TestPeer.Request("two", "mark", "never"), token);

        await peer.SendAsync("""{"command":{"command":"cancel","args":["two"]},"id":3}""", token);
        var canceled = await peer.NextAsync(token);
        var told = await peer.NextAsync(token);
        companion["a"].Open();
        var first = await peer.NextAsync(token);

        Assert.That((canceled.Id, canceled.Code), Is.EqualTo(("\"two\"", ErrorCode.Canceled)));
        Assert.That(told.Response.GetBoolean(), Is.True);
        Assert.That(first.Id, Is.EqualTo("1"));
        Assert.That((await peer.CallAsync("mark", ["next"], token)).IsError, Is.False);
        Assert.That(companion.Marks, Is.EqualTo(new[] { "next" }));
    }

    [Test]
    public async Task A_command_that_ignores_its_token_is_answered_and_left_to_itself(CancellationToken token)
    {
        var companion = new GatedCompanion();
        await using var served = await ServedCompanion.StartAsync(companion, new HostOptions { CancelTimeout = TimeSpan.Zero });
        await using var peer = await served.ConnectAsync(token);
        await peer.SendAsync(TestPeer.Request(1, "insist", "a"), token);
        await companion["a"].Entered.WaitAsync(token);

        await peer.SendAsync(TestPeer.Request(2, "cancel", 1), token);
        var replies = new[] { await peer.NextAsync(token), await peer.NextAsync(token) }.OrderBy(reply => reply.Id).ToArray();

        Assert.That(replies[0].Code, Is.EqualTo(ErrorCode.Canceled));
        companion["a"].Open();
        Assert.That((await peer.CallAsync("mark", ["next"], token)).Id, Is.EqualTo("\"call\""), "its own end is not told any more");
    }

    [TestCase("1")]
    [TestCase("\"nobody\"")]
    [TestCase("null")]
    [TestCase("{}")]
    public async Task Who_is_not_there_cannot_be_canceled(string id)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var served = await ServedCompanion.StartAsync(new GatedCompanion());
        await using var peer = await served.ConnectAsync(limit.Token);

        var reply = await peer.AskAsync($$"""{"command":{"command":"cancel","args":[{{id}}]},"id":3}""", limit.Token);

        Assert.That(reply.Response.GetBoolean(), Is.False);
    }

    [Test]
    public async Task A_peer_cannot_cancel_the_commands_of_another(CancellationToken token)
    {
        var companion = new GatedCompanion();
        await using var served = await ServedCompanion.StartAsync(companion);
        await using var peer = await served.ConnectAsync(token);
        await using var other = await served.ConnectAsync(token);
        await peer.SendAsync(TestPeer.Request(1, "wait", "a"), token);
        await companion["a"].Entered.WaitAsync(token);

        Assert.That((await other.CallAsync("cancel", [1], token)).Response.GetBoolean(), Is.False);
        companion["a"].Open();
        Assert.That((await peer.NextAsync(token)).IsError, Is.False);
    }

    [TestCase("wait")]
    [TestCase("insist")]
    public async Task A_command_that_takes_too_long_is_answered_whether_it_obeys_or_not(string command)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var companion = new GatedCompanion();
        await using var served = await ServedCompanion.StartAsync(companion, new HostOptions { CancelTimeout = Patiently });
        await using var peer = await served.ConnectAsync(limit.Token);

        // On a busy machine the time may be over before the command has begun, which then never does.
        for (var timeout = 20; !companion["a"].IsEntered; timeout *= 2)
        {
            var reply = await peer.AskAsync($$"""{"command":{"command":"{{command}}","args":["a"]},"id":1,"timeout":{{timeout}}}""", limit.Token);
            Assert.That((reply.Code, reply.Type), Is.EqualTo((ErrorCode.Timeout, "System.TimeoutException")));
        }

        await companion["a"].Canceled.WaitAsync(limit.Token);
        companion["a"].Open();
        Assert.That((await peer.CallAsync("mark", ["next"], limit.Token)).IsError, Is.False, "its turn is passed on when it ends");
    }

    [Test]
    public async Task A_command_whose_time_is_over_before_its_turn_never_runs(CancellationToken token)
    {
        var companion = new GatedCompanion();
        await using var served = await ServedCompanion.StartAsync(companion);
        await using var peer = await served.ConnectAsync(token);
        await peer.SendAsync(TestPeer.Request(1, "wait", "a"), token);

        var reply = await peer.AskAsync("""{"command":{"command":"mark","args":["never"]},"id":2,"timeout":20}""", token);
        companion["a"].Open();

        Assert.That((reply.Id, reply.Code), Is.EqualTo(("2", ErrorCode.Timeout)));
        Assert.That((await peer.NextAsync(token)).Id, Is.EqualTo("1"));
        Assert.That((await peer.CallAsync("mark", ["next"], token)).IsError, Is.False);
        Assert.That(companion.Marks, Is.EqualTo(new[] { "next" }));
    }

    [Test]
    public async Task What_is_timed_out_counts_as_pending_until_its_turn_has_come(CancellationToken token)
    {
        var companion = new GatedCompanion();
        await using var served = await ServedCompanion.StartAsync(companion, new HostOptions { MaxPendingCalls = 2 });
        await using var peer = await served.ConnectAsync(token);
        await peer.SendAsync(TestPeer.Request(1, "wait", "a"), token);
        await peer.AskAsync("""{"command":{"command":"mark","args":["never"]},"id":2,"timeout":20}""", token);

        // Otherwise a peer could fill the lane with calls that are over.
        var busy = await peer.AskAsync(TestPeer.Request(3, "mark", "3"), token);

        Assert.That(busy.Code, Is.EqualTo(ErrorCode.Busy));
        companion["a"].Open();
        Assert.That((await peer.NextAsync(token)).Id, Is.EqualTo("1"));
    }
}
