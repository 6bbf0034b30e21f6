using System.Collections.Concurrent;

namespace Liaison.Benchmarks.Soak;

/// <summary>Ids that nobody else gives, of one run, and those that the host can forget since they will not come again. Thread-safe.</summary>
internal sealed class SoakIds(SoakCommands commands, int firstOf)
{
    private const int KeptIds = 10_000;

    private readonly ConcurrentQueue<long> _done = new();
    private long _last = (long)firstOf << 32;

    public long Next() => Interlocked.Increment(ref _last);

    /// <summary>The id was answered. It is kept for a while, in which a repetition would come.</summary>
    public void Done(long id)
    {
        _done.Enqueue(id);
        if (_done.Count > KeptIds && _done.TryDequeue(out var oldest))
        {
            commands.Forget([oldest]);
        }
    }
}
