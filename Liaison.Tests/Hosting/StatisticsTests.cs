using System.Text.Json;
using Liaison.Companions;
using NUnit.Framework;

namespace Liaison.Tests.Hosting;

/// <summary>What <c>stats</c> tells whoever looks at a host from outside.</summary>
[CancelAfter(60_000)]
internal sealed class StatisticsTests
{
    [Test]
    public async Task It_tells_what_runs_for_whom_and_since_when_and_how_many_wait(CancellationToken token)
    {
        var companion = new GatedCompanion();
        await using var served = await ServedCompanion.StartAsync(companion);
        await using var busy = await served.ConnectAsync(token);
        await using var looking = await served.ConnectAsync(token);
        await busy.SendAsync(TestPeer.Request(1, "wait", "a"), token);
        await companion["a"].Entered.WaitAsync(token);
        await busy.SendAsync(TestPeer.Request(2, "mark", "b"), token);
        await busy.CallAsync("ping", [], token);

        var stats = (await looking.CallAsync("stats", [], token)).Response;
        companion["a"].Open();

        var running = stats.GetProperty("running").EnumerateArray().Where(command => command.GetProperty("command").GetString() == "wait").ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(running, Has.Length.EqualTo(1));
            Assert.That(running[0].GetProperty("transport").GetString(), Is.EqualTo("memory"));
            Assert.That(running[0].GetProperty("seconds").GetDouble(), Is.GreaterThanOrEqualTo(0));
            Assert.That(stats.GetProperty("lanes")[0].GetProperty("waiting").GetInt32(), Is.EqualTo(1));
            Assert.That(stats.GetProperty("pending").GetInt32(), Is.EqualTo(3), "wait, mark and stats");
            Assert.That(stats.GetProperty("version").GetString(), Is.Not.Empty);
            Assert.That(stats.GetProperty("pool_threads").GetInt32(), Is.Positive);
        }
    }

    [Test]
    public async Task It_tells_what_each_session_has_sent_and_holds_and_counts_those_that_are_gone(CancellationToken token)
    {
        await using var served = await ServedCompanion.StartAsync(new Companion());
        await using var looking = await served.ConnectAsync(token);
        var gone = await served.ConnectAsync(token);
        await gone.CallAsync("ping", [], token);
        var before = (await looking.CallAsync("stats", [], token)).Response;
        await gone.DisposeAsync();
        await looking.CallAsync("ping", [], token);

        var stats = (await looking.CallAsync("stats", [], token)).Response;

        var session = stats.GetProperty("sessions").EnumerateArray().Last();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(before.GetProperty("sessions").GetArrayLength(), Is.EqualTo(2));
            Assert.That(Number(stats, "bytes_received"), Is.GreaterThan(Number(before, "bytes_received")));
            Assert.That(Number(stats, "bytes_sent"), Is.GreaterThan(Number(before, "bytes_sent")));
            Assert.That(session.GetProperty("protocol").GetString(), Is.EqualTo("liaison"));
            Assert.That(Number(session, "bytes_received"), Is.Positive);
            Assert.That(Number(session, "events_dropped"), Is.Zero);
        }
    }

    [Test]
    public async Task In_process_there_are_no_sessions()
    {
        await using var companion = new Companion();
        var stats = await companion.InvokeAsync<JsonElement>("stats");

        Assert.That((stats.GetProperty("sessions").GetArrayLength(), stats.GetProperty("running").GetArrayLength()), Is.EqualTo((0, 0)));
    }

    private static long Number(JsonElement stats, string name) => stats.GetProperty(name).GetInt64();
}
