namespace Liaison.Transports;

/// <summary>How often a back end that has ended is started again. The pauses before that are those of its client (<c>ReconnectOptions</c>).</summary>
public sealed record RestartOptions
{
    /// <summary>How often it is started again within <see cref="Period"/>; past that it is given up. The default is 5.</summary>
    public int MaxRestarts { get; init; } = 5;

    /// <summary>For how long a restart counts. The default is one minute.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromMinutes(1);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRestarts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Period, TimeSpan.Zero);
    }
}
