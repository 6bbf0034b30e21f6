namespace Liaison.Protocols;

/// <summary>A time in a message: milliseconds, whole or not.</summary>
internal static class LiaisonTimeout
{
    /// <summary>The longest time that a timer of the framework's can wait, 49 days. Whoever gives more gets this.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>The time; never 0.</summary>
    /// <param name="milliseconds">More than 0.</param>
    public static TimeSpan OfMilliseconds(double milliseconds) =>
        milliseconds >= Longest.TotalMilliseconds ? Longest : new TimeSpan(Math.Max(1, (long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond)));
}
