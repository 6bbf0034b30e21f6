using System.Runtime.CompilerServices;
using Liaison.Commands;

namespace Liaison.Sessions.Sending;

/// <summary>The range of timeouts.</summary>
internal static class SessionTimeout
{
    /// <summary>The longest time, about 24 days: timers of .NET allow no more.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <exception cref="ArgumentOutOfRangeException">The time is negative, or longer than <see cref="Max"/>.</exception>
    public static void Check(TimeSpan timeout, [CallerArgumentExpression(nameof(timeout))] string name = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, Max, name);
    }

    /// <exception cref="ArgumentOutOfRangeException">The timeout of the call is shorter than 1 ms, or longer than <see cref="Max"/>.</exception>
    public static void Check(CommandCall call)
    {
        if (call.Timeout is { } timeout)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.FromMilliseconds(1), nameof(call.Timeout));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, Max, nameof(call.Timeout));
        }
    }
}
