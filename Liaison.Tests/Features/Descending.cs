using Liaison.Client;
using Liaison.Commands;

namespace Liaison.Tests.Features;

/// <summary>Commands that both ends have, and that call each other.</summary>
public sealed class Descending
{
    private int _running;
    private int _mostRunning;

    /// <summary>How many commands have run at once at most, those aside that waited for the other end.</summary>
    public int MostRunning => Volatile.Read(ref _mostRunning);

    /// <summary>How many calls <c>fan</c> and <c>batch</c> tell.</summary>
    public static int FanOf(int depth) => depth * (depth + 3) / 2;

    /// <summary>Calls itself at the other end so many times, one in the other, and tells how often that was.</summary>
    [Command("down")]
    public async Task<int> DownAsync(int depth, CommandContext context)
    {
        await RunAsync();
        var below = depth == 0 ? 0 : 1 + await context.Peer!.InvokeAsync<int>("down", [depth - 1], context.CancellationToken);
        await RunAsync();
        return below;
    }

    /// <summary>The same with two calls at once at each level; tells how many calls that were.</summary>
    [Command("fan")]
    public async Task<int> FanAsync(int depth, CommandContext context)
    {
        await RunAsync();
        var peer = context.Peer!;
        int[] below = depth == 0 ? [] : await Task.WhenAll(
            peer.InvokeAsync<int>("fan", [depth - 1], context.CancellationToken),
            peer.InvokeAsync<int>("down", [depth - 1], context.CancellationToken));
        await RunAsync();
        return below.Length + below.Sum();
    }

    /// <summary>The same with the two calls in one batch.</summary>
    [Command("batch")]
    public async Task<int> BatchAsync(int depth, CommandContext context)
    {
        await RunAsync();
        int[] below = [];
        if (depth > 0)
        {
            var batch = context.Peer!.CreateBatch();
            var calls = new[] { "batch", "down" }
                .Select(name => batch.InvokeAsync<int>(new CommandCall(name) { Arguments = [depth - 1] }, context.CancellationToken)).ToList();
            await batch.SendAsync(context.CancellationToken);
            below = await Task.WhenAll(calls);
        }

        await RunAsync();
        return below.Length + below.Sum();
    }

    /// <summary>Calls nobody.</summary>
    [Command("alone")]
    public Task AloneAsync() => RunAsync();

    private async Task RunAsync()
    {
        var running = Interlocked.Increment(ref _running);
        for (var most = MostRunning; running > most && Interlocked.CompareExchange(ref _mostRunning, running, most) != most; most = MostRunning)
        {
        }

        await Task.Yield();
        Interlocked.Decrement(ref _running);
    }
}
