namespace Liaison.Sessions.CallsIn;

/// <summary>
/// Work that the thread of a reader runs, while the answers of the peer wait for the end of the work, and the reading may wait too.
/// </summary>
/// <remarks>
/// Each thread has one object, which it uses again and again. <see cref="RunWatch"/> ends the wait for work that takes long: the answers
/// are then sent, and another thread reads on.
/// </remarks>
internal sealed class ReaderRun
{
    [ThreadStatic]
    private static ReaderRun? _own;

    private readonly Thread _thread = Thread.CurrentThread;

    // The number of the current run. 0 while nothing runs, negative after the watch has ended the wait.
    private long _state;
    private long _number;
    private Handover? _handover;
    private bool _readerWaits;

    // Used by the watch alone.
    private long _seen;

    /// <summary>Whether the thread may run more work.</summary>
    public bool IsAlive => _thread.IsAlive;

    /// <summary>Begins a run on this thread; null if the thread runs one already, or if there can be no watch.</summary>
    /// <param name="handover">The handover of the reader.</param>
    /// <param name="readerWaits">Whether nobody reads until the run has ended.</param>
    /// <param name="holdsAnswers">Whether the answers are sent when the run has ended. The answer to a single message waits for nothing.</param>
    public static ReaderRun? Begin(Handover handover, bool readerWaits, bool holdsAnswers)
    {
        if (OperatingSystem.IsBrowser())
        {
            return null;
        }

        var run = _own ??= RunWatch.Add(new ReaderRun());
        if (run._handover is not null)
        {
            return null;
        }

        (run._handover, run._readerWaits) = (handover, readerWaits);
        if (holdsAnswers)
        {
            handover.Peer.HoldAnswers();
        }

        Interlocked.Exchange(ref run._state, ++run._number);
        RunWatch.Wake();
        return run;
    }

    /// <summary>
    /// Ends the run, and sends the answers. Returns whether this happens in time; false if another thread reads on instead of this one.
    /// </summary>
    public bool End()
    {
        var handover = _handover!;
        var isInTime = Interlocked.Exchange(ref _state, 0) > 0;
        _handover = null;
        if (isInTime)
        {
            handover.Peer.SendHeld();
        }

        return isInTime;
    }

    /// <summary>
    /// Ends the wait for a run that has not ended since the last look. Returns whether the thread has run anything since then. Only the
    /// watch may call it.
    /// </summary>
    public bool Look()
    {
        // The state is read before what belongs to the run, and the exchange fails if the thread has begun another run meanwhile.
        var (state, last) = (Volatile.Read(ref _state), _seen);
        var (handover, readerWaits) = (_handover, _readerWaits);
        if (state > 0 && state == last && Interlocked.CompareExchange(ref _state, -state, state) == state)
        {
            handover!.Relieve(readerWaits);
        }

        _seen = Volatile.Read(ref _number);
        return state > 0 || _seen != last;
    }
}
