using Liaison.Commands;
using Liaison.Companions;

namespace MyApp;

#region commands
public class Shop(CompanionOptions? options = null) : Companion(options)
{
    [Command("greet", Summary = "Greets a customer.")]
    public string Greet(string name, string greeting = "Hello") => $"{greeting}, {name}!";

    [Command("search")]
    public async Task<List<Item>> SearchAsync(string text, double below = 100, CancellationToken cancellationToken = default)
    {
        await Task.Yield();    // a database, say
        cancellationToken.ThrowIfCancellationRequested();
        return [.. new[] { new Item("apple", 0.5), new Item("pineapple", 3) }.Where(item => item.Name.Contains(text) && item.Price < below)];
    }

    [Command("receipt")]
    public string Receipt(Basket basket, params string[] notes) => $"{basket.Owner}: {basket.Total} {string.Join(' ', notes)}";
}
#endregion
