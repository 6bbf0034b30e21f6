using System.Runtime.CompilerServices;
using Liaison.Commands;

namespace MyApp;

public sealed class Bakery
{
    #region progress
    [Command("bake")]
    public async Task<int> BakeAsync(int loaves, IProgress<string> progress, CancellationToken cancellationToken)
    {
        for (var loaf = 1; loaf <= loaves; loaf++)
        {
            await Task.Yield();    // an oven, say
            cancellationToken.ThrowIfCancellationRequested();
            progress.Report($"{loaf} of {loaves}");
        }

        return loaves;
    }
    #endregion

    #region streams
    [Command("orders")]
    public async IAsyncEnumerable<Item> OrdersAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new Item("bread", 2);
        await Task.Yield();    // the next one comes later
        cancellationToken.ThrowIfCancellationRequested();
        yield return new Item("cake", 12);
    }
    #endregion

    #region who calls
    [Command("discount")]
    public async Task<int> DiscountAsync(int percent, CommandContext context)
    {
        var question = new CommandCall("confirm") { Arguments = [$"{percent} % off?"], Timeout = TimeSpan.FromMinutes(1) };
        return context.Peer is { } peer && await peer.InvokeAsync<bool>(question, context.CancellationToken) ? percent : 0;
    }
    #endregion

    #region who may call
    [Command("sign_in", RequiresAuthentication = false)]
    public bool SignIn(string name, string password, CommandContext context)
    {
        if (password != "sesame")
        {
            return false;
        }

        context.Peer?.Authenticate(name);
        return true;
    }

    [Command("takings", RequiresAuthentication = true)]
    public string Takings(CommandContext context) => $"{context.Peer?.Identity() ?? "the house"} may see them: 14";
    #endregion
}
