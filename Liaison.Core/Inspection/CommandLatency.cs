namespace Liaison.Inspection;

/// <summary>How long the calls of one command took. Thread-safe.</summary>
internal sealed class CommandLatency
{
    private long _failures;

    /// <summary>From when they began to their answers.</summary>
    public LatencyHistogram Ran { get; } = new();

    /// <summary>From when they arrived to when they began.</summary>
    public LatencyHistogram Waited { get; } = new();

    public long Failures => Interlocked.Read(ref _failures);

    public void Add(TimeSpan waited, TimeSpan ran, bool failed)
    {
        Waited.Add(waited);
        Ran.Add(ran);
        if (failed)
        {
            Interlocked.Increment(ref _failures);
        }
    }
}
