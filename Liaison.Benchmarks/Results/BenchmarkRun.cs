namespace Liaison.Benchmarks.Results;

/// <summary>Everything that one run of one kind of benchmark (<c>load</c>, <c>micro</c> or <c>scale</c>) measured.</summary>
internal sealed record BenchmarkRun(
    string Kind, DateTimeOffset Date, MachineInfo Machine, IReadOnlyList<Measurement> Measurements, IReadOnlyList<GoalResult> Goals);
