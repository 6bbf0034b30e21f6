namespace Liaison.Transports;

/// <summary>Tracks for how long the other end of a session has been silent, and whether that is too long. Thread-safe.</summary>
/// <remarks>
/// Each check counts at most one heartbeat. So a pause of this process, for example while the machine sleeps, is no silence of the other
/// end: the messages that have arrived meanwhile are read first.
/// </remarks>
/// <param name="missingAfter">How long the server may report that nobody listens at the other end.</param>
/// <param name="lostAfter">How long nothing may be heard.</param>
/// <param name="heartbeat">The time between two checks.</param>
/// <param name="time">The clock.</param>
internal sealed class Liveness(TimeSpan missingAfter, TimeSpan lostAfter, TimeSpan heartbeat, TimeProvider time)
{
    private const long NotMissing = -1;

    private long _checked = time.GetTimestamp();
    private long _silentTicks;
    private long _missingTicks = NotMissing;

    /// <summary>Records that the other end has sent something.</summary>
    public void Heard()
    {
        Volatile.Write(ref _silentTicks, 0);
        Volatile.Write(ref _missingTicks, NotMissing);
    }

    /// <summary>Records that the server reports that nobody listens.</summary>
    public void Missing() => Interlocked.CompareExchange(ref _missingTicks, 0, NotMissing);

    /// <summary>Returns why the session has ended, or null if it has not. Called at each heartbeat.</summary>
    public string? Verdict()
    {
        var now = time.GetTimestamp();
        var ticks = Math.Min(time.GetElapsedTime(Interlocked.Exchange(ref _checked, now), now).Ticks, heartbeat.Ticks);
        var missing = Volatile.Read(ref _missingTicks);
        return missing != NotMissing && AddTo(ref _missingTicks, missing, ticks) >= missingAfter.Ticks ? "NATS says that it is no longer there"
            : Interlocked.Add(ref _silentTicks, ticks) >= lostAfter.Ticks ? $"nothing was heard of it for {lostAfter.TotalSeconds:0.#} s"
            : null;
    }

    // Adds nothing if the other end has been heard meanwhile.
    private static long AddTo(ref long total, long before, long ticks) =>
        Interlocked.CompareExchange(ref total, before + ticks, before) == before ? before + ticks : NotMissing;
}
