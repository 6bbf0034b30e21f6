using Liaison.Commands;
using Liaison.Companions;

namespace Quickstart;

/// <summary>The companion: the application's own commands, in addition to the built-in ones.</summary>
internal sealed class Shop : Companion
{
    [Command("greet", Summary = "Greets a customer.")]
    public string Greet(string name, string greeting = "Hello") => $"{greeting}, {name}!";
}
