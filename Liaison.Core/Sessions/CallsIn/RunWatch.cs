namespace Liaison.Sessions.CallsIn;

/// <summary>Looks at the runs of all readers, and ends the wait for those that take long. There is one watch per process. Thread-safe.</summary>
/// <remarks>A dedicated thread looks. It sleeps while no reader runs anything.</remarks>
internal static class RunWatch
{
    /// <summary>How often the thread looks. Answers and reading wait for a run for one interval at least, and for two at most.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(1);

    /// <summary>After this many looks without a run the thread sleeps.</summary>
    private const int MaxIdleLooks = 20;

    private static readonly Lock Gate = new();
    private static readonly AutoResetEvent Begun = new(false);
    private static volatile ReaderRun[] _runs = [];
    private static volatile bool _sleeps;
    private static Thread? _thread;

    /// <summary>Adds the object of a thread. The watch looks at it as long as the thread lives.</summary>
    public static ReaderRun Add(ReaderRun run)
    {
        lock (Gate)
        {
            _runs = [.. _runs.Where(other => other.IsAlive), run];
            if (_thread is null)
            {
                _thread = new Thread(Watch) { IsBackground = true, Name = "Liaison run watch" };
                _thread.UnsafeStart();
            }
        }

        return run;
    }

    /// <summary>Called after a run has begun.</summary>
    public static void Wake()
    {
        if (_sleeps)
        {
            _sleeps = false;
            Begun.Set();
        }
    }

    private static void Watch()
    {
        var idle = 0;
        while (true)
        {
            Begun.WaitOne(Interval);
            idle = LookAtAll() ? 0 : idle + 1;
            if (idle >= MaxIdleLooks)
            {
                _sleeps = true;
                Interlocked.MemoryBarrier();

                // A run may have begun before its thread could see that this one sleeps.
                if (LookAtAll())
                {
                    _sleeps = false;
                }
                else
                {
                    Begun.WaitOne();
                }

                idle = 0;
            }
        }
    }

    private static bool LookAtAll()
    {
        var any = false;
        foreach (var run in _runs)
        {
            any |= run.Look();
        }

        return any;
    }
}
