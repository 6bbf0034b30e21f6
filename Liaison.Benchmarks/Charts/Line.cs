namespace Liaison.Benchmarks.Charts;

/// <summary>One line of a chart.</summary>
/// <param name="Label">What it shows.</param>
/// <param name="Points">Sizes, ascending, and costs in nanoseconds.</param>
internal sealed record Line(string Label, IReadOnlyList<(double Size, double Cost)> Points);
