using Liaison.Client;
using Liaison.Commands;

namespace Liaison.Tests.Features;

/// <summary>Commands that both ends have, and that call each other.</summary>
public sealed class Descending
{
    /// <summary>Calls itself at the other end so many times, and tells how often that was.</summary>
    [Command("down")]
    public async Task<int> DownAsync(int depth, CommandContext context) =>
        depth == 0 ? 0 : 1 + await context.Peer!.InvokeAsync<int>("down", [depth - 1], context.CancellationToken);

    /// <summary>The same with two calls at once at each level; tells how many calls that were.</summary>
    [Command("fan")]
    public async Task<int> FanAsync(int depth, CommandContext context)
    {
        if (depth == 0)
        {
            return 0;
        }

        var peer = context.Peer!;
        var both = await Task.WhenAll(
            peer.InvokeAsync<int>("fan", [depth - 1], context.CancellationToken),
            peer.InvokeAsync<int>("fan", [depth - 1], context.CancellationToken));
        return 2 + both.Sum();
    }
}
