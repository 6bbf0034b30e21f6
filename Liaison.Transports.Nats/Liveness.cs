using System.Diagnostics;

namespace Liaison.Transports;

/// <summary>Tracks when the other end of a session was last heard, and whether that is too long ago. Thread-safe.</summary>
/// <param name="missingAfter">How long the server may report that nobody listens at the other end.</param>
/// <param name="lostAfter">How long nothing may be heard.</param>
internal sealed class Liveness(TimeSpan missingAfter, TimeSpan lostAfter)
{
    private long _heard = Stopwatch.GetTimestamp();
    private long _missing;

    /// <summary>Records that the other end has sent something.</summary>
    public void Heard()
    {
        Volatile.Write(ref _heard, Stopwatch.GetTimestamp());
        Volatile.Write(ref _missing, 0);
    }

    /// <summary>Records that the server reports that nobody listens.</summary>
    public void Missing() => Interlocked.CompareExchange(ref _missing, Stopwatch.GetTimestamp(), 0);

    /// <summary>Returns why the session has ended, or null if it has not.</summary>
    public string? Verdict()
    {
        var missing = Volatile.Read(ref _missing);
        return missing != 0 && Stopwatch.GetElapsedTime(missing) >= missingAfter ? "NATS says that it is no longer there"
            : Stopwatch.GetElapsedTime(Volatile.Read(ref _heard)) >= lostAfter ? $"nothing was heard of it for {lostAfter.TotalSeconds:0.#} s"
            : null;
    }
}
