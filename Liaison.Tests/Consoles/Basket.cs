namespace Liaison.Tests.Consoles;

/// <summary>What the console finds in the namespace.</summary>
public sealed class Basket
{
    public string Owner { get; set; } = "Ada";

    public List<string> Items { get; } = ["apple", "pear"];

    public Address Shipping { get; } = new();

    public int Add(string item, int count = 1)
    {
        Items.AddRange(Enumerable.Repeat(item, count));
        return Items.Count;
    }

    public override string ToString() => $"Basket of {Owner}";

    public sealed class Address
    {
        public string Town { get; set; } = "London";
    }
}
