namespace Liaison.Transports;

/// <summary>How a <see cref="ProcessConnector"/> starts and stops its processes.</summary>
public sealed record ProcessOptions : StreamOptions
{
    /// <summary>The folder in which the process starts, or null for the current folder of this process.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>
    /// How long the process may take to end after its standard input was closed. After that it is killed, with the processes that
    /// it started. The default is 5 seconds. At most one day.
    /// </summary>
    public TimeSpan ExitTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override ProcessOptions Validated()
    {
        base.Validated();
        ArgumentOutOfRangeException.ThrowIfLessThan(ExitTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ExitTimeout, TimeSpan.FromDays(1));
        return this;
    }
}
