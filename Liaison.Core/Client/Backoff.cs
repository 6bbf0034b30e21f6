namespace Liaison.Client;

/// <summary>The pauses between attempts to connect again. Used by one loop.</summary>
internal sealed class Backoff(ReconnectOptions options)
{
    private int _failures;

    /// <summary>The next pause; null if the client must give up.</summary>
    /// <param name="lostFor">For how long there has been no connection.</param>
    public TimeSpan? Next(TimeSpan lostFor)
    {
        if (_failures >= options.MaxAttempts || lostFor >= options.GiveUpAfter)
        {
            return null;
        }

        // At most 40 doublings: the longest delay is reached long before, and a higher power would be too large for a TimeSpan.
        var longest = Math.Min(options.LongestDelay.TotalMilliseconds, options.FirstDelay.TotalMilliseconds * Math.Pow(2, Math.Min(_failures++, 40)));
        return TimeSpan.FromMilliseconds(longest * (0.5 + (Jitter() / 2)));
    }

    /// <summary>Starts again with the first pause. Called once a connection has worked.</summary>
    public void Reset() => _failures = 0;

    // Spreads the clients over time. The number is no secret, so it needs no cryptographic random.
#pragma warning disable CA5394
    private static double Jitter() => Random.Shared.NextDouble();
#pragma warning restore CA5394
}
