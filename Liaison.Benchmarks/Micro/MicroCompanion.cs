using Liaison.Commands;
using Liaison.Companions;

namespace Liaison.Benchmarks.Micro;

/// <summary>The commands that the micro benchmarks call: one small piece of work, returned in each way that a command can return it.</summary>
public sealed class MicroCompanion : Companion
{
    /// <summary>Makes a companion that peers may call <c>System.Math</c> on, and that has a basket and a fruit by name.</summary>
    public MicroCompanion()
    {
        this.Expose(typeof(Math));
        Add("basket", new Basket());
        Add("pear", new Fruit(25));
    }

    [Command("sum")]
    public double Sum(double x, double y) => x + y;

    [Command("sum_value_task")]
    public ValueTask<double> SumValueTask(double x, double y) => new(x + y);

    [Command("sum_task")]
    public Task<double> SumTask(double x, double y) => Task.FromResult(x + y);

    [Command("fail")]
    public double Fail() => throw new InvalidOperationException("The work cannot be done.");

    /// <summary>What a reference is given as an argument of.</summary>
    public sealed class Basket
    {
        public int PriceOf(Fruit fruit, int count = 1) => (fruit?.Price ?? 0) * count;
    }

    /// <summary>What a reference points at.</summary>
    public sealed class Fruit(int price)
    {
        public int Price => price;
    }
}
