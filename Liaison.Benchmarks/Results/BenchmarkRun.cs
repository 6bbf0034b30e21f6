namespace Liaison.Benchmarks.Results;

/// <summary>Everything that one run of one kind of benchmark measured.</summary>
/// <param name="Kind"><c>load</c>, <c>micro</c> or <c>scale</c>.</param>
internal sealed record BenchmarkRun(
    string Kind, DateTimeOffset Date, MachineInfo Machine, IReadOnlyList<Measurement> Measurements, IReadOnlyList<GoalResult> Goals);
