using Liaison.Client;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Tests.Architecture;
using Liaison.Tests.Tool;
using NUnit.Framework;

namespace Liaison.Tests.Samples;

/// <summary><c>samples/Desktop</c>: commands run on the window's thread, and the window never freezes.</summary>
[CancelAfter(60_000)]
internal sealed class DesktopTests
{
    private const int Beats = 1_000;

    private static readonly string Sample = Repository.Metadata("DesktopSample");

    [Test]
    public async Task A_command_runs_on_the_thread_of_the_window(CancellationToken cancellationToken)
    {
        await using var run = await DesktopRun.StartAsync(cancellationToken);

        Assert.That(() => run.Window.Title, Throws.InvalidOperationException.With.Message.Contains("another thread"));
        Assert.That(await run.Client.InvokeAsync<string>("rename", ["Report"], cancellationToken), Is.EqualTo("Untitled"));
        await run.PostAsync(() => Assert.That(run.Window.Title, Is.EqualTo("Report")));
    }

    [Test]
    public async Task The_loop_goes_on_turning_while_a_long_command_runs(CancellationToken cancellationToken)
    {
        await using var run = await DesktopRun.StartAsync(cancellationToken);
        var reports = new List<double>();
        var render = new CommandCall("render") { Arguments = [2] }.WithProgress<double>(reports.Add);
        var rendering = run.Client.InvokeAsync<int>(render, cancellationToken);
        await run.Begun.WaitAsync(cancellationToken);
        var turns = run.Loop.Turns;

        for (var beat = 0; beat < Beats; beat++)
        {
            await run.PostAsync(run.Window.Beat);
        }

        var beats = await run.Client.InvokeAsync<int>("beats", cancellationToken: cancellationToken);
        var status = await run.Client.InvokeAsync<string>("status", cancellationToken: cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rendering.IsCompleted, Is.False);
            Assert.That(beats, Is.EqualTo(Beats));
            Assert.That(run.Loop.Turns - turns, Is.GreaterThanOrEqualTo(Beats));
            Assert.That(status, Is.EqualTo("Rendering page 1 of 2"));
        }

        run.MayEnd.Release(2);
        Assert.That(await rendering, Is.EqualTo(2));
        Assert.That(reports, Is.EqualTo(new[] { 0.5, 1 }));
    }

    [Test]
    public async Task The_loop_stands_still_while_a_command_keeps_its_thread(CancellationToken cancellationToken)
    {
        await using var run = await DesktopRun.StartAsync(cancellationToken);
        using var kept = new SemaphoreSlim(0);
        using var mayGo = new SemaphoreSlim(0);
        await run.PostAsync(() => run.Window.Changed += (_, _) =>
        {
            kept.Release();
            mayGo.Wait(cancellationToken);
        });

        var renaming = run.Client.InvokeAsync<string>("rename", ["Report"], cancellationToken);
        await kept.WaitAsync(cancellationToken);
        var turns = run.Loop.Turns;
        var beat = run.PostAsync(run.Window.Beat);

        Assert.That((beat.IsCompleted, run.Loop.Turns), Is.EqualTo((false, turns)));
        mayGo.Release();
        await renaming;
        await beat;
    }

    [Test]
    public async Task A_front_end_cancels_a_long_command_and_the_window_says_so(CancellationToken cancellationToken)
    {
        await using var run = await DesktopRun.StartAsync(cancellationToken);
        using var canceling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var rendering = run.Client.InvokeAsync<int>("render", [5], canceling.Token);
        await run.Begun.WaitAsync(cancellationToken);

        await canceling.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => rendering);

        // In their lane the next one begins when the one before has ended: no page of that one begins any more.
        var next = run.Client.InvokeAsync<int>("render", [1], cancellationToken);
        await run.Begun.WaitAsync(cancellationToken);
        Assert.That(await run.Client.InvokeAsync<string>("status", cancellationToken: cancellationToken), Is.EqualTo("Rendering page 1 of 1"));
        run.MayEnd.Release();
        Assert.That(await next, Is.EqualTo(1));
    }

    [Test]
    public async Task A_window_that_is_closed_ends_what_runs_and_the_application(CancellationToken cancellationToken)
    {
        await using var run = await DesktopRun.StartAsync(cancellationToken);
        var rendering = run.Client.InvokeAsync<int>("render", [5], cancellationToken);
        await run.Begun.WaitAsync(cancellationToken);

        await run.PostAsync(run.Window.Close);

        await run.Ended.WaitAsync(cancellationToken);
        await Assert.CatchAsync<LiaisonException>(() => rendering);
        Assert.That(() => run.Loop.Post(_ => { }, null), Throws.InvalidOperationException);
    }

    [Test]
    public async Task A_front_end_in_another_process_drives_the_window(CancellationToken cancellationToken)
    {
        var name = $"liaison-{Guid.NewGuid():N}"[..20];
        await using var window = ToolProcess.StartProgram(ToolProcess.Dotnet, ["exec", Sample, "window", name]);
        Assert.That(await window.ReadChunkAsync(cancellationToken), Is.EqualTo($"LIAISON:CONNECTED@pipe:{name}{Environment.NewLine}"));

        await using var frontEnd = ToolProcess.StartProgram(ToolProcess.Dotnet, ["exec", Sample, "drive", name]);
        var result = await frontEnd.EndAsync(cancellationToken);

        Assert.That((result.ExitCode, result.Errors), Is.EqualTo((0, "")));
        Assert.That(
            result.Output.ReplaceLineEndings("\n"),
            Is.EqualTo(
                "Renamed from Untitled\n" +
                "The window is called Report\n" +
                "Rendered 20 pages, was told of 4 quarters, and the window was alive\n" +
                "Canceled halfway\n" +
                "The window says: Canceled\n"));
        if (!OperatingSystem.IsWindows())
        {
            window.Send(Signal.Terminate);
            Assert.That((await window.EndedAsync(cancellationToken)).ExitCode, Is.Zero);
        }
    }
}
