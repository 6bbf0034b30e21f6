using System.Collections.Concurrent;

namespace WebShop;

/// <summary>What the shop has: a service that each command gets anew, and that knows what is shared.</summary>
public sealed class Stock
{
    private static readonly ConcurrentDictionary<string, int> Counts = new();

    public int Of(string item) => Counts.GetValueOrDefault(item);

    public int Add(string item, int count) => Counts.AddOrUpdate(item, count, (_, present) => checked(present + count));
}
