namespace Liaison.Messages;

/// <summary>Requests that are no longer used, for reuse. Thread-safe.</summary>
/// <remarks>
/// Each thread has a pack of its own, so that most calls take no lock. One thread may read requests that another thread ends. So full packs
/// are passed to the other threads.
/// </remarks>
internal static class RequestPool
{
    /// <summary>How many requests a thread keeps.</summary>
    public const int PackSize = 32;

    /// <summary>How many full packs all threads keep together. Further requests are left to the garbage collector.</summary>
    public const int MaxPacks = 16;

    private static readonly Lock Gate = new();
    private static readonly Stack<Pack> Full = new(MaxPacks);
    private static volatile int _fullCount;

    [ThreadStatic]
    private static Pack? _own;

    /// <summary>How many full packs are kept now.</summary>
    public static int Packs => _fullCount;

    /// <summary>Takes a request, to fill it with <see cref="Request.Reuse"/>; null if there is none.</summary>
    public static Request? Take()
    {
        var own = _own;
        if (own is null || own.IsEmpty)
        {
            if (_fullCount == 0 || TakeFull() is not { } full)
            {
                return null;
            }

            _own = own = full;
        }

        return own.Take();
    }

    /// <summary>Returns a request that no code uses any more. It must be plain (<see cref="Request.IsPlain"/>).</summary>
    public static void Return(Request request)
    {
        request.Clear();
        var own = _own ??= new Pack();
        if (own.IsFull)
        {
            if (!TryShare(own))
            {
                return;
            }

            _own = own = new Pack();
        }

        own.Add(request);
    }

    private static Pack? TakeFull()
    {
        lock (Gate)
        {
            var taken = Full.TryPop(out var pack);
            _fullCount = Full.Count;
            return taken ? pack : null;
        }
    }

    private static bool TryShare(Pack pack)
    {
        lock (Gate)
        {
            if (Full.Count == MaxPacks)
            {
                return false;
            }

            Full.Push(pack);
            _fullCount = Full.Count;
            return true;
        }
    }

    // Used by one thread at a time.
    private sealed class Pack
    {
        private readonly Request?[] _requests = new Request?[PackSize];
        private int _count;

        public bool IsEmpty => _count == 0;

        public bool IsFull => _count == PackSize;

        public void Add(Request request) => _requests[_count++] = request;

        public Request Take()
        {
            var request = _requests[--_count]!;
            _requests[_count] = null;
            return request;
        }
    }
}
