namespace Liaison.Benchmarks.Results;

/// <summary>One figure of one run: the median of its rounds, and how far they lay apart.</summary>
/// <param name="Scenario">What was done, from the general to the particular, e.g. <c>websocket/pipelined/32</c>.</param>
/// <param name="Contender">Who did it, e.g. <c>liaison</c>, <c>bare</c> or <c>signalr</c>.</param>
/// <param name="Metric">What was measured, e.g. <c>rate</c> or <c>p50</c>.</param>
/// <param name="Unit">What it is counted in, e.g. <c>1/s</c>, <c>µs</c> or <c>B</c>.</param>
/// <param name="Median">The median of all rounds.</param>
/// <param name="Min">The lowest of all rounds.</param>
/// <param name="Max">The highest of all rounds.</param>
internal sealed record Measurement(string Scenario, string Contender, string Metric, string Unit, double Median, double Min, double Max)
{
    /// <summary>Of a scale run the size that was varied; null where nothing was.</summary>
    public double? Size { get; init; }
}
