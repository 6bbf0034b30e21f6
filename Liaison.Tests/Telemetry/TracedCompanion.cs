using System.Diagnostics;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;

namespace Liaison.Tests.Telemetry;

/// <summary>Commands whose spans are looked at.</summary>
internal sealed class TracedCompanion : Companion
{
    private readonly TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Running => _running.Task;

    [Command("span")]
    public string? Span() => Activity.Current?.Id;

    [Command("state")]
    public string? State() => Activity.Current?.TraceStateString;

    [Command("later")]
    public async Task<string?> LaterAsync()
    {
        await Task.Yield();
        using var inner = RecordedTelemetry.Own.StartActivity("inner");
        return Activity.Current?.Id;
    }

    [Command("fail")]
    public void Fail() => throw new InvalidOperationException("It failed.");

    [Command("items")]
    public async IAsyncEnumerable<int> ItemsAsync()
    {
        yield return 1;
        await Task.Yield();
        yield return 2;
    }

    [Command("wait")]
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        _running.TrySetResult();
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    [Command("ask")]
    public Task<string?> AskAsync(CommandContext context) => context.Peer!.InvokeAsync<string>("answer");
}
