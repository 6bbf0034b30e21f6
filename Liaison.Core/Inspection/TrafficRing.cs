namespace Liaison.Inspection;

/// <summary>The last messages of a host, within two limits. Thread-safe.</summary>
internal sealed class TrafficRing(int maxMessages, long maxBytes)
{
    private readonly Lock _gate = new();
    private readonly Queue<TrafficRecord> _records = new();
    private TaskCompletionSource? _arrival;
    private long _last;
    private long _bytes;

    /// <summary>How many messages are kept, and how many bytes of their texts.</summary>
    public (int Messages, long Bytes) Kept
    {
        get
        {
            lock (_gate)
            {
                return (_records.Count, _bytes);
            }
        }
    }

    /// <summary>The number of the newest message; 0 where there was none yet.</summary>
    public long Last => Interlocked.Read(ref _last);

    public void Add(TrafficRecord record)
    {
        TaskCompletionSource? arrival;
        lock (_gate)
        {
            record.Sequence = _last + 1;
            Volatile.Write(ref _last, record.Sequence);
            _records.Enqueue(record);
            _bytes += record.Text.Length;
            while (_records.Count > maxMessages || (_bytes > maxBytes && _records.Count > 1))
            {
                _bytes -= _records.Dequeue().Text.Length;
            }

            (arrival, _arrival) = (_arrival, null);
        }

        arrival?.TrySetResult();
    }

    /// <summary>The message of that number; null where it was let go, or there was none.</summary>
    public TrafficRecord? Find(long sequence)
    {
        lock (_gate)
        {
            return _records.FirstOrDefault(record => record.Sequence == sequence);
        }
    }

    /// <summary>What came after the message of that number.</summary>
    public TrafficPage After(long sequence, int max, TrafficFilter filter)
    {
        // Filtered without the lock: nobody who sends is to wait while texts are looked through.
        var (first, records) = Snapshot(sequence);
        var taken = new List<TrafficRecord>();
        var count = 0;
        for (var i = records.Length - 1; i >= 0; i--)
        {
            if (filter.Takes(records[i]) && ++count <= max)
            {
                taken.Add(records[i]);
            }
        }

        taken.Reverse();
        return new TrafficPage(taken, count - taken.Count, Math.Max(0, first - sequence - 1), Math.Max(sequence, first + records.Length - 1));
    }

    /// <summary>Ends when there is a message after that of the number.</summary>
    public Task WhenAfter(long sequence)
    {
        lock (_gate)
        {
            return _last > sequence
                ? Task.CompletedTask
                : (_arrival ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private (long First, TrafficRecord[] Records) Snapshot(long sequence)
    {
        lock (_gate)
        {
            var oldest = _last - _records.Count + 1;
            var first = Math.Max(oldest, sequence + 1);
            return (first, first > _last ? [] : [.. _records.Skip((int)(first - oldest))]);
        }
    }
}
