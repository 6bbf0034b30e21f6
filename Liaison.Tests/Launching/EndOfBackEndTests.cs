using System.Diagnostics;
using Liaison.Client;
using Liaison.Messages;
using Liaison.Tests.Tool;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Launching;

/// <summary>How a back end ends, and is started again.</summary>
internal sealed class EndOfBackEndTests : LaunchFixture
{
    private static readonly ClientOptions Soon = new() { Reconnect = new ReconnectOptions { FirstDelay = TimeSpan.FromMilliseconds(1), LongestDelay = TimeSpan.FromMilliseconds(50) } };

    [Test]
    public async Task One_that_does_not_end_is_killed_past_StopTimeout_with_what_it_started(CancellationToken token)
    {
        var start = BackEnds.Shell("trap '' TERM; sleep 1000 & echo $! >> \"$0\"; " + Say + "wait; exec sleep 1000", await ServeAsync());
        var process = await StartAsync(start, new LiaisonProcessOptions { StopTimeout = TimeSpan.FromMilliseconds(200) }, token);
        using var sleeping = Process.GetProcessById(BackEnds.Running.Single(id => id != process.Id));

        Assert.That(await process.StopAsync().WaitAsync(token), Is.EqualTo(128 + 9));
        await sleeping.WaitForExitAsync(token);
    }

    [Test]
    public async Task One_that_is_killed_closes_the_client_which_says_so(CancellationToken token)
    {
        var process = await StartAsync(BackEnds.Shell("echo 'My last words.' >&2; " + Say + Idle, await ServeAsync()), new LiaisonProcessOptions { Client = Soon }, token);
        var reasons = new List<Exception?>();
        process.Client.StateChanged += (_, change) => reasons.Add(change.Reason);

        Signals.Send(process.Id, Signal.Kill);
        await StopHostAsync();
        await process.Client.Completion.WaitAsync(token);

        var later = await Assert.ThrowsAsync<LiaisonException>(() => process.Client.PingAsync(token));
        Assert.That(reasons[^1], Is.InstanceOf<HostGoneException>());
        Assert.That(later!.Code, Is.EqualTo(ErrorCode.Closed));
        Assert.That(later.Message, Does.Contain("ended with code 137, as signal 9 ends a process.\nIt wrote to its standard error:\nMy last words."));
    }

    [TestCase("unix", "--ready json")]
    [TestCase("stdio", "--ready marker")]
    public async Task One_that_ends_is_started_again_if_asked(string transport, string options, CancellationToken token)
    {
        var command = transport == "unix" ? $"unix {Transports.SocketPaths.Fresh()}" : transport;
        var process = await StartAsync(BackEnds.Tool(command, options.Split(' ')), new LiaisonProcessOptions { Client = Soon, Restart = new RestartOptions() }, token);
        var first = process.Id;
        var lost = process.Client.WaitForStateAsync(ClientState.Lost, token);

        Signals.Send(first, Signal.Kill);
        await lost;
        var waiting = process.Client.InvokeAsync<double>("add", [1, 2], token);

        Assert.That(await waiting, Is.EqualTo(3));
        Assert.That(process.Id, Is.Not.EqualTo(first));
        Assert.That(await process.StopAsync(), Is.Zero);
        Assert.That(BackEnds.Runs(first) || BackEnds.Runs(process.Id), Is.False);
    }

    [Test]
    public async Task One_that_is_about_to_end_is_not_connected_to_again(CancellationToken token)
    {
        var options = new LiaisonProcessOptions { Client = Soon, Restart = new RestartOptions(), EndGrace = TimeSpan.FromMinutes(1) };
        var process = await StartAsync(BackEnds.Shell(Say + Idle, await ServeAsync()), options, token);
        var first = process.Id;
        await CutAsync(process.Client, token);

        Signals.Send(first, Signal.Kill);
        await process.Client.WaitForStateAsync(ClientState.Ready, token);

        Assert.That(process.Id, Is.Not.EqualTo(first));
    }

    [Test]
    public async Task One_that_ends_again_and_again_is_given_up_after_MaxRestarts(CancellationToken token)
    {
        var options = new LiaisonProcessOptions { Client = Soon, Restart = new RestartOptions { MaxRestarts = 2 } };
        var process = await StartAsync(BackEnds.Shell("echo 'Out of paper.' >&2; " + Say + "exit 9", await ServeAsync()), options, token);
        var ids = new List<int> { process.Id };

        // It says that it is ready, and ends. It may not have ended yet where the client connects again.
        while (await CutAndReplaceAsync(process.Client, token))
        {
            ids.Add(process.Id);
        }

        var later = await Assert.ThrowsAsync<LiaisonException>(() => process.Client.PingAsync(token));
        Assert.That(ids.Distinct().Count(), Is.EqualTo(3));
        Assert.That(later!.Message, Does.Contain("ended with code 9.\nIt wrote to its standard error:\nOut of paper."));
    }

    [TestCase(10)]
    [TestCase(1)]
    public async Task One_of_any_kind_ends_with_the_process_that_launched_it_even_where_that_is_killed(int stopSeconds, CancellationToken token)
    {
        // The one with less time does not end when it is told to.
        var start = BackEnds.Shell((stopSeconds == 1 ? "trap '' TERM; " : "") + Say + Idle, await ServeAsync());

        await KillLauncherAsync(start, stopSeconds, token);
    }

    [Test]
    public async Task The_tool_that_watches_its_parent_ends_with_it(CancellationToken token)
    {
        await KillLauncherAsync(BackEnds.Tool("websocket localhost:0", "--exit-with-parent", "--ready", "json"), 10, token);
    }

    /// <summary>Cuts the connection; whether there is another one then.</summary>
    private async Task<bool> CutAndReplaceAsync(LiaisonClient client, CancellationToken token)
    {
        await CutAsync(client, token);
        try
        {
            await client.WaitForStateAsync(ClientState.Ready, token);
            return true;
        }
        catch (LiaisonException)
        {
            return false;
        }
    }

    private async Task KillLauncherAsync(ProcessStartInfo start, int stopSeconds, CancellationToken token)
    {
        var launcher = await StartAsync(BackEnds.Tool(nameof(LaunchingCompanion), "stdio", []), null, token);
        var id = await launcher.Client.InvokeAsync<int>("launch", [start.FileName, start.ArgumentList, stopSeconds], token);
        using var launched = Process.GetProcessById(id);
        Assert.That(BackEnds.Runs(id));

        Signals.Send(launcher.Id, Signal.Kill);

        await launched.WaitForExitAsync(token);
    }
}
