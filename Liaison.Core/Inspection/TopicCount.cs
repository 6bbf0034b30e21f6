namespace Liaison.Inspection;

/// <summary>Counts the sent events of one topic. Thread-safe.</summary>
internal sealed class TopicCount
{
    private long _events;
    private long _bytes;
    private long _lastTicks;

    /// <summary>The number of sent events. An event counts once for each peer.</summary>
    public long Events => Interlocked.Read(ref _events);

    public long Bytes => Interlocked.Read(ref _bytes);

    public DateTimeOffset Last => new(Interlocked.Read(ref _lastTicks), TimeSpan.Zero);

    public void Add(int bytes, DateTimeOffset time)
    {
        Interlocked.Increment(ref _events);
        Interlocked.Add(ref _bytes, bytes);
        Interlocked.Exchange(ref _lastTicks, time.UtcTicks);
    }
}
