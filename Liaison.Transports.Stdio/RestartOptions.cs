namespace Liaison.Transports;

/// <summary>
/// How often a back end that has ended is restarted. The client's <c>ReconnectOptions</c> give the pauses before a restart.
/// </summary>
public sealed record RestartOptions
{
    /// <summary>The most restarts within <see cref="Period"/>. The default is 5.</summary>
    /// <remarks>After this many restarts the back end is not restarted again.</remarks>
    public int MaxRestarts { get; init; } = 5;

    /// <summary>How long a restart counts. The default is one minute.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromMinutes(1);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRestarts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Period, TimeSpan.Zero);
    }
}
