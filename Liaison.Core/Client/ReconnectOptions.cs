using Liaison.Sessions;
using Liaison.Sessions.Sending;

namespace Liaison.Client;

/// <summary>How a client reconnects after a lost connection.</summary>
/// <remarks>
/// <para>
/// Each pause is twice as long as the last one, up to <see cref="LongestDelay"/>. Half of each pause is random, so that the clients
/// of one host do not all reconnect at the same moment.
/// </para>
/// <para>
/// The pauses and the limits start again after the host has answered, or after a connection lasted five seconds. A host that accepts
/// the client and disconnects at once therefore counts as a failed attempt.
/// </para>
/// </remarks>
public sealed record ReconnectOptions
{
    /// <summary>The longest time that the first pause may take. The default is 100 ms.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest time that any pause may take. The default is 10 s.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time limit of one attempt to connect, including the very first one. The default is 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many attempts in a row may fail before the client gives up and closes. Null, the default, means no limit.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>
    /// How long the client may be without a working connection before it gives up and closes. Null, the default, means no limit.
    /// </summary>
    /// <remarks>The limit is checked before each pause.</remarks>
    public TimeSpan? GiveUpAfter { get; init; }

    /// <summary>How many calls may wait for a connection; another call fails with <c>busy</c>. The default is 1,024.</summary>
    /// <remarks>The arguments of all waiting calls together may take <see cref="SessionOptions.MaxUnsentBytes"/>.</remarks>
    public int MaxUnsentCalls { get; init; } = 1_024;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FirstDelay, TimeSpan.Zero);
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
