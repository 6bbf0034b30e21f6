namespace Liaison.Protocols;

/// <summary>Converts a time in a message, a number of milliseconds that need not be whole.</summary>
internal static class LiaisonTimeout
{
    /// <summary>The longest time that a timer of .NET can wait, 49 days. A longer time is reduced to this one.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>Converts a number of milliseconds. The result is never 0.</summary>
    /// <param name="milliseconds">More than 0.</param>
    public static TimeSpan OfMilliseconds(double milliseconds) =>
        milliseconds >= Longest.TotalMilliseconds ? Longest : new TimeSpan(Math.Max(1, (long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond)));
}
