using Liaison.Client;
using Liaison.Commands;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>Reports of commands that are still running.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.WhereCommandsReport))]
internal sealed class ProgressTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    [Test]
    public async Task Reports_come_in_order_and_all_before_the_answer(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Working(), token);
        var reports = new List<int>();

        var result = await client.InvokeAsync<string>(new CommandCall("work") { Arguments = [500] }.WithProgress<int>(reports.Add), token);

        // The reports are taken on the reader, which has read them all before it reads the answer.
        Assert.That(result, Is.EqualTo("done"));
        Assert.That(reports, Is.EqualTo(Enumerable.Range(0, 500)));
    }

    [Test]
    public async Task A_report_comes_while_the_command_runs(CancellationToken token)
    {
        var working = new Working();
        var client = await ServeAndConnectAsync(working, token);
        var reported = new TaskCompletionSource<Step?>(TaskCreationOptions.RunContinuationsAsynchronously);

        var call = client.InvokeAsync<string>(new CommandCall("gated").WithProgress<Step>(reported.SetResult), token);

        Assert.That(await reported.Task.WaitAsync(token), Is.EqualTo(new Step("half \u00e9", 0.5)));
        Assert.That(call.IsCompleted, Is.False);
        working.Gate.SetResult();
        Assert.That(await call, Is.EqualTo("done"));
    }

    [Test]
    public async Task Nothing_is_reported_to_whoever_did_not_ask(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Working(), token);
        var before = Tap.Received.Count;

        await client.InvokeAsync<string>("work", [5], token);

        Assert.That(Tap.Received, Has.Count.EqualTo(before + 1), "the answer alone");
    }

    [Test]
    public async Task Each_call_gets_its_own_reports(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Working(), token);
        var reports = Enumerable.Range(0, 10).Select(_ => new List<int>()).ToList();

        await Task.WhenAll(reports.Select((mine, i) =>
            client.InvokeAsync<string>(new CommandCall("work") { Keywords = new Dictionary<string, object?> { ["steps"] = i } }.WithProgress<int>(mine.Add), token)));

        Assert.That(reports.Select(mine => mine.Count), Is.EqualTo(Enumerable.Range(0, 10)));
    }

    [Test]
    public async Task A_receiver_that_throws_harms_nothing(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Working(), token);

        var call = new CommandCall("work") { Arguments = [3] }.WithProgress<int>(_ => throw new InvalidOperationException("no"));

        Assert.That(await client.InvokeAsync<string>(call, token), Is.EqualTo("done"));
    }

    [Test]
    public async Task A_client_reports_to_its_host(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Working(), token);
        client.Commands.AddFrom(new Working());
        var reports = new List<int>();

        await Peer.InvokeAsync<string>(new CommandCall("work") { Arguments = [50] }.WithProgress<int>(reports.Add), token);

        Assert.That(reports, Is.EqualTo(Enumerable.Range(0, 50)));
    }

    public sealed record Step(string Name, double Part);

    public sealed class Working
    {
        /// <summary>What <c>gated</c> waits for.</summary>
        public TaskCompletionSource Gate { get; } = new();

        [Command("work")]
        public string Work(int steps, IProgress<int> progress)
        {
            for (var i = 0; i < steps; i++)
            {
                progress.Report(i);
            }

            return "done";
        }

        [Command("gated")]
        public async Task<string> GatedAsync(IProgress<Step> progress)
        {
            progress.Report(new Step("half \u00e9", 0.5));
            await Gate.Task;
            return "done";
        }
    }
}
