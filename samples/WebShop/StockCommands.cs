using Liaison.Commands;

namespace WebShop;

/// <summary>The commands for a page.</summary>
public sealed class StockCommands(Stock stock)
{
    [Command("stock", Summary = "How many there are of an item.")]
    public int Count(string item) => stock.Of(item);

    [Command("restock", Policy = "manager", Summary = "Adds to an item, and tells how many there are now.")]
    public int Restock(string item, int count) => stock.Add(item, count);

    [Command("whoami", Summary = "Who is signed in.")]
    public string? WhoAmI(CommandContext context) => context.Peer?.Remote.User?.Identity?.Name;
}
