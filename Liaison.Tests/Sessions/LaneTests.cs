using System.Text.Json;
using Liaison.Hosting;
using Liaison.Sessions;
using Liaison.Tests.Hosting;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Sessions;

/// <summary>Commands that name the lane they wait in.</summary>
[CancelAfter(60_000)]
internal sealed class LaneTests
{
    [TestCase(Execution.Serial)]
    [TestCase(Execution.PerConnection)]
    [TestCase(Execution.Concurrent)]
    public async Task Commands_of_a_named_lane_run_one_at_a_time_for_all_peers_and_wait_for_no_others(Execution execution, CancellationToken token)
    {
        var companion = new LaneCompanion();
        await using var served = await ServedCompanion.StartAsync(companion, new HostOptions { Execution = execution });
        await using var first = await served.ConnectAsync(token);
        await using var second = await served.ConnectAsync(token);

        await first.SendAsync(TestPeer.Request(1, "disk", "a"), token);
        await companion["a"].Entered.WaitAsync(token);
        await second.SendAsync(TestPeer.Request(2, "disk", "b"), token);
        companion["c"].Open();
        var beside = await second.CallAsync("plain", ["c"], token);
        var lane = await LaneAsync(second, "disk", token);

        Assert.That(beside.Response.GetString(), Is.EqualTo("c"));
        Assert.That((lane.Running, lane.Waiting), Is.EqualTo(("disk", 1)));
        companion["b"].Open();
        companion["a"].Open();
        Assert.That((await first.NextAsync(token)).Id, Is.EqualTo("1"));
        Assert.That((await second.NextAsync(token)).Id, Is.EqualTo("2"));
    }

    [Test]
    public async Task A_caller_that_does_not_read_its_items_delays_no_other_caller(CancellationToken token)
    {
        await using var served = await ServedCompanion.StartAsync(new EndlessCompanion(), new HostOptions { SendBufferBytes = 1 }, new InMemoryOptions { MaxQueuedFrames = 1 });
        await using var deaf = await served.ConnectAsync(token);
        await using var other = await served.ConnectAsync(token);

        await deaf.AskAsync("""{"command":{"command":"endless"},"id":1,"stream":true}""", token);
        var stored = await other.CallAsync("store", ["a", 1], token);

        Assert.That(stored.Response.GetString(), Is.EqualTo("a"));
    }

    [Test]
    public async Task Calls_on_one_object_wait_for_each_other_and_not_for_those_on_another(CancellationToken token)
    {
        var companion = new LaneCompanion();
        await using var served = await ServedCompanion.StartAsync(companion);
        await using var peer = await served.ConnectAsync(token);

        await peer.SendAsync(TestPeer.Request(1, "run", "left.WaitAsync", "a"), token);
        await peer.SendAsync(TestPeer.Request(2, "run", "left.WaitAsync", "b"), token);
        await peer.SendAsync(TestPeer.Request(3, "run", "right.WaitAsync", "c"), token);
        await Task.WhenAll(companion["a"].Entered, companion["c"].Entered).WaitAsync(token);
        var left = await LaneAsync(peer, "left", token);

        Assert.That((left.Running, left.Waiting), Is.EqualTo(("run", 1)));
        companion["c"].Open();
        Assert.That((await peer.NextAsync(token)).Response.GetString(), Is.EqualTo("right"));
        companion["b"].Open();
        companion["a"].Open();
        Assert.That((await peer.NextAsync(token)).Id, Is.EqualTo("1"));
        Assert.That((await peer.NextAsync(token)).Id, Is.EqualTo("2"));
    }

    [TestCase(""" "args": ["left", "b"] """, "left")]
    [TestCase(""" "args": ["$left", "b"] """, "left")]
    [TestCase(""" "args": ["left.Wait", "b"] """, "left")]
    [TestCase(""" "args": ["left[\"a:b\"].Wait", "b"] """, "left")]
    [TestCase(""" "kwargs": {"gate": "b", "TARGET": "left"} """, "left")]
    [TestCase(""" "args": ["right", "b"] """, null)]
    [TestCase(""" "args": [7, "b"] """, null)]
    [TestCase(""" "args": ["System.Math:Sqrt", "b"] """, null)]
    [TestCase(""" "args": ["$$left", "b"] """, null)]
    [TestCase(""" "args": ["no target", "b"] """, null)]
    [TestCase(""" "args": ["\ud800", "b"] """, null)]
    public async Task The_object_is_the_one_that_the_first_argument_names(string arguments, string? waitsFor, CancellationToken token)
    {
        var companion = new LaneCompanion();
        await using var served = await ServedCompanion.StartAsync(companion);
        await using var peer = await served.ConnectAsync(token);
        await peer.SendAsync(TestPeer.Request(1, "on", "left", "a"), token);
        await companion["a"].Entered.WaitAsync(token);
        companion["b"].Open();

        await peer.SendAsync($$"""{"command": {"command": "on", {{arguments}}}, "id": 2}""", token);
        if (waitsFor is null)
        {
            Assert.That((await peer.NextAsync(token)).Id, Is.EqualTo("2"));
            companion["a"].Open();
            Assert.That((await peer.NextAsync(token)).Id, Is.EqualTo("1"));
            return;
        }

        Assert.That((await LaneAsync(peer, waitsFor, token)).Waiting, Is.EqualTo(1));
        companion["a"].Open();
        Assert.That((await peer.NextAsync(token)).Id, Is.EqualTo("1"));
        Assert.That((await peer.NextAsync(token)).Id, Is.EqualTo("2"));
    }

    [Test]
    public async Task A_call_that_names_no_object_is_in_the_lane_of_all(CancellationToken token)
    {
        var companion = new LaneCompanion();
        await using var served = await ServedCompanion.StartAsync(companion);
        await using var peer = await served.ConnectAsync(token);
        await peer.SendAsync(TestPeer.Request(1, "plain", "a"), token);
        await companion["a"].Entered.WaitAsync(token);

        await peer.SendAsync(TestPeer.Request(2, "on", 7, "b"), token);
        var all = await LaneAsync(peer, null, token);

        Assert.That((all.Running, all.Waiting), Is.EqualTo(("plain", 1)));
        companion["a"].Open();
        companion["b"].Open();
        Assert.That((await peer.NextAsync(token)).Id, Is.EqualTo("1"));
        Assert.That((await peer.NextAsync(token)).Id, Is.EqualTo("2"));
    }

    [Test]
    public async Task A_command_without_a_lane_of_its_own_runs_beside_others_and_itself(CancellationToken token)
    {
        var companion = new LaneCompanion();
        await using var served = await ServedCompanion.StartAsync(companion);
        await using var peer = await served.ConnectAsync(token);

        await peer.SendAsync(TestPeer.Request(1, "free", "a"), token);
        await peer.SendAsync(TestPeer.Request(2, "free", "b"), token);
        await Task.WhenAll(companion["a"].Entered, companion["b"].Entered).WaitAsync(token);
        companion["b"].Open();

        Assert.That((await peer.NextAsync(token)).Id, Is.EqualTo("2"));
        companion["a"].Open();
        Assert.That((await peer.NextAsync(token)).Id, Is.EqualTo("1"));
    }

    [Test]
    public async Task A_command_that_asks_its_caller_gives_up_the_turn_of_its_lane(CancellationToken token)
    {
        var companion = new LaneCompanion();
        companion["b"].Open();
        await using var served = await ServedCompanion.StartAsync(companion);
        await using var peer = await served.ConnectAsync(token);

        await peer.SendAsync(TestPeer.Request(1, "ask"), token);
        var question = await peer.NextAsync(token);
        var inBetween = await LaneAsync(peer, "disk", token);
        while (inBetween.Running is not null)
        {
            // The question is sent a moment before the turn is given up.
            inBetween = await LaneAsync(peer, "disk", token);
        }

        var nested = await peer.CallAsync("disk", ["b"], token);
        await peer.SendAsync($$$"""{"response": "yes", "tag": "response", "evt": {"id": {{{question.Json.GetProperty("id").GetRawText()}}}}}""", token);

        Assert.That(nested.Response.GetString(), Is.EqualTo("b"));
        Assert.That(inBetween.Waiting, Is.Zero);
        Assert.That((await peer.NextAsync(token)).Response.GetString(), Is.EqualTo("yes"));
    }

    [Test]
    public async Task Calls_on_many_objects_from_many_peers_keep_the_order_of_each_and_never_overlap_on_one(CancellationToken token)
    {
        const int Calls = 300;
        string[] targets = ["a", "b", "c"];
        var companion = new LaneCompanion();
        await using var served = await ServedCompanion.StartAsync(companion, new HostOptions { Execution = Execution.Concurrent });

        await Task.WhenAll(Enumerable.Range(0, 3).Select(number => Task.Run(() => CountAsync(number), token)));

        Assert.That(companion.Overlaps, Is.Zero);
        foreach (var target in targets)
        {
            var order = companion.OrderOf(target).ToList();
            Assert.That(order, Has.Count.EqualTo(Calls));
            Assert.That(order.GroupBy(number => number / Calls), Is.All.Ordered);
        }

        async Task CountAsync(int number)
        {
            await using var peer = await served.ConnectAsync(token);
            for (var i = 0; i < Calls; i++)
            {
                await peer.SendAsync(TestPeer.Request(i, "count", targets[(i + number) % 3], (number * Calls) + i), token);
            }

            for (var i = 0; i < Calls; i++)
            {
                Assert.That((await peer.NextAsync(token)).IsError, Is.False);
            }
        }
    }

    [Test]
    public async Task The_lane_of_an_object_is_there_only_while_calls_are(CancellationToken token)
    {
        var companion = new LaneCompanion();
        companion["open"].Open();
        await using var served = await ServedCompanion.StartAsync(companion, new HostOptions { MaxPendingCalls = 2 });
        await using var peer = await served.ConnectAsync(token);
        for (var i = 0; i < 50; i++)
        {
            await peer.CallAsync("on", [$"name{i}", "open"], token);
        }

        await peer.SendAsync(TestPeer.Request(1, "on", "left", "a"), token);
        await companion["a"].Entered.WaitAsync(token);
        await peer.SendAsync(TestPeer.Request(2, "on", "left", "b"), token);
        var refused = await peer.CallAsync("on", ["right", "c"], token);
        companion["b"].Open();
        companion["a"].Open();
        await peer.NextAsync(token);
        await peer.NextAsync(token);

        // The reply is there before the call has let its lane go: it has ended once another call found its place.
        companion["d"].Open();
        await peer.CallAsync("on", ["left", "d"], token);
        await peer.CallAsync("disk", ["d"], token);
        var lanes = await LanesAsync(peer, token);
        Assert.That(refused.Code, Is.EqualTo("busy"));
        Assert.That(lanes.Select(lane => lane.Target ?? lane.Name ?? "all"), Has.None.Contains("name").And.None.EqualTo("right"));
    }

    [Test]
    public async Task Stats_tells_what_runs_since_when_and_how_many_wait(CancellationToken token)
    {
        var companion = new LaneCompanion();
        await using var served = await ServedCompanion.StartAsync(companion);
        await using var peer = await served.ConnectAsync(token);
        await peer.SendAsync(TestPeer.Request(1, "plain", "a"), token);
        await peer.SendAsync(TestPeer.Request(2, "plain", "b"), token);
        await peer.SendAsync(TestPeer.Request(3, "plain", "c"), token);
        await companion["a"].Entered.WaitAsync(token);

        var running = await LaneAsync(peer, null, token);
        JsonElement later;
        do
        {
            later = (await peer.CallAsync("stats", [], token)).Response.GetProperty("lanes")[0];
        }
        while (later.GetProperty("running_seconds").GetDouble() <= running.Seconds);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((running.Running, running.Waiting), Is.EqualTo(("plain", 2)));
            Assert.That(running.Seconds, Is.InRange(0, 60));
            Assert.That(later.EnumerateObject().Select(member => member.Name), Is.EqualTo(new[] { "name", "target", "running", "running_seconds", "waiting" }));
            Assert.That(await companion.InvokeAsync<JsonElement>("stats").AsTask().ContinueWith(stats => stats.Result.GetProperty("lanes").GetArrayLength(), token), Is.Zero, "in process");
        }

        companion["a"].Open();
        companion["b"].Open();
        companion["c"].Open();
    }

    [Test]
    public async Task Stats_tells_the_lane_of_a_connection_while_it_does_something(CancellationToken token)
    {
        var companion = new LaneCompanion();
        await using var served = await ServedCompanion.StartAsync(companion, new HostOptions { Execution = Execution.PerConnection });
        await using var first = await served.ConnectAsync(token);
        await using var second = await served.ConnectAsync(token);
        await first.SendAsync(TestPeer.Request(1, "plain", "a"), token);
        await companion["a"].Entered.WaitAsync(token);

        var lanes = await LanesAsync(second, token);

        Assert.That(lanes.Select(lane => (lane.Name, lane.Running)), Is.EqualTo(new (string?, string?)[] { (null, "plain") }));
        companion["a"].Open();
    }

    private static async Task<(string? Name, string? Target, string? Running, double Seconds, int Waiting)> LaneAsync(TestPeer peer, string? name, CancellationToken token) =>
        (await LanesAsync(peer, token)).Single(lane => (lane.Target ?? lane.Name) == name);

    private static async Task<List<(string? Name, string? Target, string? Running, double Seconds, int Waiting)>> LanesAsync(TestPeer peer, CancellationToken token) =>
        [.. (await peer.CallAsync("stats", [], token)).Response.GetProperty("lanes").EnumerateArray().Select(lane => (
            lane.GetProperty("name").GetString(),
            lane.GetProperty("target").GetString(),
            lane.GetProperty("running").GetString(),
            lane.GetProperty("running_seconds").GetDouble(),
            lane.GetProperty("waiting").GetInt32()))];
}
