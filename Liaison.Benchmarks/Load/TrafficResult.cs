namespace Liaison.Benchmarks.Load;

/// <summary>What one run of traffic came to.</summary>
/// <param name="Commands">How many were answered.</param>
/// <param name="Elapsed">From the first request to the last answer.</param>
internal sealed record TrafficResult(long Commands, TimeSpan Elapsed)
{
    /// <summary>How long each answer took, in ticks of the stopwatch, from the shortest on; null where that was not measured.</summary>
    public IReadOnlyList<long>? Latencies { get; init; }
}
