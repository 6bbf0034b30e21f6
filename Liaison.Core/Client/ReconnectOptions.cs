using Liaison.Sessions;
using Liaison.Sessions.Sending;

namespace Liaison.Client;

/// <summary>How a client connects again when its connection was lost.</summary>
/// <remarks>
/// Each pause is twice as long as the one before it, up to <see cref="LongestDelay"/>, and half of it is by chance, so that clients that lost
/// the same host do not come back all at once. An answer of the host, or a connection that lasted five seconds, begins the pauses and the
/// limits anew: a host that lets the client in and hangs up at once counts as one that does not let it in.
/// </remarks>
public sealed record ReconnectOptions
{
    /// <summary>How long the first pause is at most. The default is 100 ms.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a pause is at most. The default is 10 s.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one attempt to connect may take, the first one included. The default is 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many attempts in a row may fail before the client gives up and is closed; null any number. The default is null.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>
    /// How long the client may be without a connection that is of use before it gives up and is closed; null for ever. It is asked before each pause. The
    /// default is null.
    /// </summary>
    public TimeSpan? GiveUpAfter { get; init; }

    /// <summary>
    /// How many calls may wait for a connection; a further one fails with <c>busy</c>. Their arguments may take
    /// <see cref="SessionOptions.MaxUnsentBytes"/>. The default is 1,024.
    /// </summary>
    public int MaxUnsentCalls { get; init; } = 1_024;

    internal void Validate()
    {
        SessionTimeout.Check(FirstDelay);
        SessionTimeout.Check(LongestDelay);
        ArgumentOutOfRangeException.ThrowIfLessThan(LongestDelay, FirstDelay);
        SessionTimeout.Check(ConnectTimeout);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ConnectTimeout, TimeSpan.Zero);
        if (MaxAttempts is { } attempts)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 0, nameof(MaxAttempts));
        }

        if (GiveUpAfter is { } limit)
        {
            SessionTimeout.Check(limit, nameof(GiveUpAfter));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(MaxUnsentCalls);
    }
}
