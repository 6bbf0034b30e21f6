using Liaison.Benchmarks.Results;

namespace Liaison.Benchmarks.Load;

/// <summary>All that was measured, round for round.</summary>
internal sealed class Scoreboard
{
    private readonly List<(Key Key, List<double> Rounds)> _inOrder = [];
    private readonly Dictionary<Key, List<double>> _rounds = [];

    public IReadOnlyList<Measurement> Measurements =>
    [
        .. _inOrder.Select(entry => (entry.Key, Spread: Spread.Of(entry.Rounds))).Select(entry => new Measurement(
            entry.Key.Scenario, entry.Key.Contender, entry.Key.Metric.Name, entry.Key.Metric.Unit, entry.Spread.Median, entry.Spread.Min, entry.Spread.Max)),
    ];

    public void Add(string scenario, string contender, Metric metric, double value)
    {
        var key = new Key(scenario, contender, metric);
        if (!_rounds.TryGetValue(key, out var rounds))
        {
            _rounds.Add(key, rounds = []);
            _inOrder.Add((key, rounds));
        }

        rounds.Add(value);
    }

    /// <summary>What the rounds gave; null where it was not measured.</summary>
    public Spread? Find(string scenario, string contender, Metric metric) =>
        _rounds.TryGetValue(new Key(scenario, contender, metric), out var rounds) ? Spread.Of(rounds) : null;

    /// <summary>One figure as a multiple of another, each round taken for itself, since what slows one round slows both.</summary>
    public Spread? Ratio(Metric metric, (string Scenario, string Contender) of, (string Scenario, string Contender) to) =>
        _rounds.TryGetValue(new Key(of.Scenario, of.Contender, metric), out var dividends)
        && _rounds.TryGetValue(new Key(to.Scenario, to.Contender, metric), out var divisors)
            ? Spread.Of(dividends.Zip(divisors, (dividend, divisor) => dividend / divisor))
            : null;

    private readonly record struct Key(string Scenario, string Contender, Metric Metric);
}
