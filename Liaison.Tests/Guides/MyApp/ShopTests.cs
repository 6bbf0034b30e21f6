using Liaison.Messages;
using NUnit.Framework;

namespace MyApp;

#region unit tests
internal sealed class ShopTests
{
    [Test]
    public async Task A_customer_is_greeted()
    {
        await using var shop = new Shop();

        Assert.That(await shop.InvokeAsync<string>("greet", "Ada"), Is.EqualTo("Hello, Ada!"));
    }

    [Test]
    public async Task A_search_finds_what_is_cheap_enough()
    {
        await using var shop = new Shop();

        var found = await shop.InvokeAsync<List<Item>>("search", "apple", 1);

        Assert.That(found, Is.EqualTo(new[] { new Item("apple", 0.5) }));
    }

    [Test]
    public async Task A_greeting_needs_a_name()
    {
        await using var shop = new Shop();

        var refused = await Assert.ThrowsAsync<CommandException>(async () => await shop.InvokeAsync<string>("greet"));

        Assert.That(refused?.Code, Is.EqualTo(ErrorCode.BadArguments));
    }
}
#endregion
