namespace Liaison.Inspection;

/// <summary>The durations of the calls of one command. Thread-safe.</summary>
internal sealed class CommandLatency
{
    private long _failures;

    /// <summary>The times from start to answer.</summary>
    public LatencyHistogram Ran { get; } = new();

    /// <summary>The times from arrival to start.</summary>
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
