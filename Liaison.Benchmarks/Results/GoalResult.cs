namespace Liaison.Benchmarks.Results;

/// <summary>What a run says about one goal.</summary>
/// <param name="Goal">What is measured, e.g. <c>WebSocket, pipelined: of the bare server</c>.</param>
/// <param name="Figure">What came out, with its unit.</param>
/// <param name="Wanted">What is to be reached, e.g. <c>≥ 0.65</c>.</param>
/// <param name="Met">Whether it is; null where this run did not measure it.</param>
internal sealed record GoalResult(string Goal, string Figure, string Wanted, bool? Met);
