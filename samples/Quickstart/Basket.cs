namespace Quickstart;

/// <summary>The program exposes this type, so the front end may create objects of it.</summary>
public sealed class Basket
{
    public int Count { get; private set; }

    public double Total { get; private set; }

    public double Add(double price, int times = 1)
    {
        Count += times;
        Total += price * times;
        return Total;
    }

    public double TakeAllFrom(Basket other) => Add(other.Total);

    public void CheckOut() => throw new InvalidOperationException("The card was declined.");
}
