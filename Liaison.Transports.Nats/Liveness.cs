using System.Diagnostics;

namespace Liaison.Transports;

/// <summary>When something was last heard of the other end of a session, and whether that is too long ago. Thread-safe.</summary>
/// <param name="missingAfter">How long the server may say that nobody is there.</param>
/// <param name="lostAfter">How long nothing may be heard.</param>
internal sealed class Liveness(TimeSpan missingAfter, TimeSpan lostAfter)
{
    private long _heard = Stopwatch.GetTimestamp();
    private long _missing;

    /// <summary>The other end has sent something.</summary>
    public void Heard()
    {
        Volatile.Write(ref _heard, Stopwatch.GetTimestamp());
        Volatile.Write(ref _missing, 0);
    }

    /// <summary>The server says that nobody is there.</summary>
    public void Missing() => Interlocked.CompareExchange(ref _missing, Stopwatch.GetTimestamp(), 0);

    /// <summary>Why the session has ended; null where it has not.</summary>
    public string? Verdict()
    {
        var missing = Volatile.Read(ref _missing);
        return missing != 0 && Stopwatch.GetElapsedTime(missing) >= missingAfter ? "NATS says that it is no longer there"
            : Stopwatch.GetElapsedTime(Volatile.Read(ref _heard)) >= lostAfter ? $"nothing was heard of it for {lostAfter.TotalSeconds:0.#} s"
            : null;
    }
}
