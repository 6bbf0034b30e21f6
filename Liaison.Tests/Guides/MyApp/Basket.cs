using Liaison.Companions;

namespace MyApp;

#region the application
public record Item(string Name, double Price);

public enum Payment { Cash, Card }

public sealed class Basket : IDisposable
{
    private readonly List<Item> _items = [];

    public static double Vat => 0.25;

    public string Owner { get; set; } = "nobody";

    public IReadOnlyList<Item> Items => _items;

    public double Total => _items.Sum(item => item.Price);

    public double Add(Item item) => Add(item.Name, item.Price);

    public double Add(string name, double price, int times = 1)
    {
        _items.AddRange(Enumerable.Repeat(new Item(name, price), times));
        return Total;
    }

    public double TakeAllFrom(Basket other)
    {
        _items.AddRange(other.Items);
        return Total;
    }

    public async Task<string> PayAsync(Payment payment, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return $"{Total} by {payment}";
    }

    public void CheckOut() => throw new InvalidOperationException("The card was declined.");

    [Hidden]
    public void GiveAway() => _items.Clear();

    public void Dispose() => _items.Clear();
}
#endregion

/// <summary>In the same assembly, and not exposed.</summary>
public class Cellar;
