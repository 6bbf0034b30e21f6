namespace Liaison.Inspection;

/// <summary>The last messages of a host, within a limit on messages and a limit on bytes. Thread-safe.</summary>
internal sealed class TrafficRing(int maxMessages, long maxBytes)
{
    private readonly Lock _gate = new();

    // The place of a message follows from its number.
    private readonly TrafficRecord?[] _places = new TrafficRecord?[maxMessages];
    private TaskCompletionSource? _arrival;
    private long _last;
    private int _count;
    private long _bytes;

    /// <summary>How many messages are kept, and how many bytes of their texts.</summary>
    public (int Messages, long Bytes) Kept
    {
        get
        {
            lock (_gate)
            {
                return (_count, _bytes);
            }
        }
    }

    /// <summary>The number of the newest message; 0 if there is none yet.</summary>
    public long Last => Interlocked.Read(ref _last);

    public void Add(TrafficRecord record)
    {
        TaskCompletionSource? arrival;
        lock (_gate)
        {
            while (_count == maxMessages || (_count > 0 && _bytes + record.Text.Length > maxBytes))
            {
                ref var oldest = ref _places[PlaceOf(_last - --_count)];
                _bytes -= oldest!.Text.Length;
                oldest = null;
            }

            record.Sequence = _last + 1;
            Volatile.Write(ref _last, record.Sequence);
            _places[PlaceOf(record.Sequence)] = record;
            _bytes += record.Text.Length;
            _count++;

            (arrival, _arrival) = (_arrival, null);
        }

        arrival?.TrySetResult();
    }

    /// <summary>The message with this number; null if it was dropped or never existed.</summary>
    public TrafficRecord? Find(long sequence)
    {
        lock (_gate)
        {
            return sequence > _last - _count && sequence <= _last ? _places[PlaceOf(sequence)] : null;
        }
    }

    /// <summary>The messages after the one with this number.</summary>
    public TrafficPage After(long sequence, int max, TrafficFilter filter)
    {
        // The filter runs without the lock, so that senders do not wait for it.
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

    /// <summary>Completes when there is a message with a higher number.</summary>
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
            var first = Math.Max(_last - _count, sequence) + 1;
            var records = new TrafficRecord[Math.Max(0, _last - first + 1)];
            for (var i = 0; i < records.Length; i++)
            {
                records[i] = _places[PlaceOf(first + i)]!;
            }

            return (first, records);
        }
    }

    private int PlaceOf(long sequence) => (int)(sequence % maxMessages);
}
