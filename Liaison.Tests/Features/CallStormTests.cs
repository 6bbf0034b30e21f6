using System.Diagnostics;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Sessions;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>Very many calls at once. The times are told, and not tested.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.ForLoad))]
internal sealed class CallStormTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    private const int Calls = 10_000;
    private const int Threads = 8;

    [Test]
    public async Task Ten_thousand_calls_are_in_flight_and_each_gets_its_own_answer(CancellationToken token)
    {
        await StartAsync(Execution.Concurrent, token);
        var client = await ConnectAsync(token);

        // None is answered before all have arrived.
        await StormAsync("in flight at once, concurrent", client, "hold", token);
    }

    [Test]
    public async Task Ten_thousand_calls_run_one_after_the_other([Values(Execution.Serial, Execution.Concurrent)] Execution execution, CancellationToken token)
    {
        await StartAsync(execution, token);
        var client = await ConnectAsync(token);

        await StormAsync($"echoed, {execution}", client, "echo", token);
    }

    [Test]
    public async Task Ten_thousand_calls_go_in_each_direction_at_once(CancellationToken token)
    {
        await StartAsync(Execution.Serial, token);
        var client = await ConnectAsync(token);
        client.Commands.AddFrom(new Holding());
        if (!await HostCallsAsync())
        {
            return;
        }

        var peer = Peer;

        await Task.WhenAll(
            StormAsync("from the client while the host calls too", client, "echo", token),
            StormAsync("from the host while the client calls too", peer, "echo", token));
    }

    private async Task StormAsync(string what, ICommandCaller caller, string command, CancellationToken token)
    {
        var watch = Stopwatch.StartNew();
        var answers = await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => OnOwnThread(() => CallAsync(caller, command, thread, token))));

        await TestContext.Out.WriteLineAsync($"{Link.Name}, {Speech}: {Calls} calls {what}: {watch.ElapsedMilliseconds} ms");
        Assert.That(answers.SelectMany(mine => mine), Is.EqualTo(Enumerable.Range(0, Calls)));
    }

    private static Task<int[]> OnOwnThread(Func<Task<int[]>> run) =>
        Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    private static Task<int[]> CallAsync(ICommandCaller caller, string command, int thread, CancellationToken token)
    {
        const int Each = Calls / Threads;
        return Task.WhenAll(Enumerable.Range(thread * Each, Each).Select(number => caller.InvokeAsync<int>(command, [number], token)));
    }

    private async Task StartAsync(Execution execution, CancellationToken token)
    {
        var companion = new Companion();
        companion.Commands.AddFrom(new Holding());
        await ServeAsync(companion, token, new HostOptions { Execution = execution });
    }

    public sealed class Holding
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _arrived;

        /// <summary>Gives the number back once all calls are here.</summary>
        [Command("hold")]
        public async Task<int> HoldAsync(int number)
        {
            if (Interlocked.Increment(ref _arrived) == Calls)
            {
                _all.SetResult();
            }

            await _all.Task;
            return number;
        }

        [Command("echo")]
        public int Echo(int number) => number;
    }
}
