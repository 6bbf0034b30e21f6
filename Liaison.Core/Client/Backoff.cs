namespace Liaison.Client;

/// <summary>The pauses between attempts to connect again. Used by one loop.</summary>
internal sealed class Backoff(ReconnectOptions options)
{
    private int _failures;

    /// <summary>The next pause; null where the client is to give up.</summary>
    /// <param name="lostFor">For how long there has been no connection.</param>
    public TimeSpan? Next(TimeSpan lostFor)
    {
        if (_failures >= options.MaxAttempts || lostFor >= options.GiveUpAfter)
        {
            return null;
        }

        // Past so many doublings the longest is reached in any case, and more would be too large a number.
        var longest = Math.Min(options.LongestDelay.TotalMilliseconds, options.FirstDelay.TotalMilliseconds * Math.Pow(2, Math.Min(_failures++, 40)));
        return TimeSpan.FromMilliseconds(longest * (0.5 + (Jitter() / 2)));
    }

    /// <summary>The host was of use: what failed before counts no more.</summary>
    public void Reset() => _failures = 0;

    // Spreads clients over time; nobody has to be kept from guessing it.
#pragma warning disable CA5394
    private static double Jitter() => Random.Shared.NextDouble();
#pragma warning restore CA5394
}
