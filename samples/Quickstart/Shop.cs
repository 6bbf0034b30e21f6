using Liaison.Commands;
using Liaison.Companions;

namespace Quickstart;

/// <summary>What the front end drives: commands of one's own beside the built-in ones.</summary>
internal sealed class Shop : Companion
{
    [Command("greet", Summary = "Greets a customer.")]
    public string Greet(string name, string greeting = "Hello") => $"{greeting}, {name}!";
}
