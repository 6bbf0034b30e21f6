using System.Collections.Concurrent;

namespace WebShop;

/// <summary>The stock of the shop: a service that is created for each command. All its objects share the counts.</summary>
public sealed class Stock
{
    private static readonly ConcurrentDictionary<string, int> Counts = new();

    public int Of(string item) => Counts.GetValueOrDefault(item);

    public int Add(string item, int count) => Counts.AddOrUpdate(item, count, (_, present) => checked(present + count));
}
