using System.Globalization;
using Liaison.Benchmarks.Results;

namespace Liaison.Benchmarks.Nats;

/// <summary>What was measured over NATS, to be told to people and to the file of results.</summary>
internal sealed class NatsBoard
{
    private readonly List<Measurement> _measurements = [];
    private readonly List<GoalResult> _goals = [];

    /// <summary>Adds a figure, by its rounds.</summary>
    public void Add(string scenario, string contender, string metric, string unit, IReadOnlyCollection<double> rounds, double? size = null)
    {
        var measured = new Measurement(scenario, contender, metric, unit, Median(rounds), rounds.Min(), rounds.Max()) { Size = size };
        _measurements.Add(measured);
        Write($"{scenario} {size} {contender}: {metric} {Text(measured.Median)} {unit} ({Text(measured.Min)}..{Text(measured.Max)})");
    }

    /// <summary>Judges a ratio, by its rounds.</summary>
    /// <param name="goal">What it is.</param>
    /// <param name="rounds">What it was in each round.</param>
    /// <param name="limit">Where the median is to be.</param>
    /// <param name="isLeast">Whether the limit is the least that is wanted, and not the most.</param>
    public void Judge(string goal, IReadOnlyCollection<double> rounds, double limit, bool isLeast)
    {
        var median = Median(rounds);
        var result = new GoalResult(
            goal,
            string.Create(CultureInfo.InvariantCulture, $"{median:0.00} × ({rounds.Min():0.00}..{rounds.Max():0.00})"),
            string.Create(CultureInfo.InvariantCulture, $"{(isLeast ? '≥' : '≤')} {limit:0.00} ×"),
            isLeast ? median >= limit : median <= limit);
        _goals.Add(result);
        Write($"{goal}: {result.Figure}, wanted {result.Wanted}: {(result.Met == true ? "met" : "MISSED")}");
    }

    public BenchmarkRun ToRun() => new("nats", DateTimeOffset.UtcNow, MachineInfo.Current, _measurements, _goals);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static string Text(double value) => value.ToString(Math.Abs(value) < 100 ? "0.##" : "#,0", CultureInfo.InvariantCulture);

    private static void Write(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
