namespace Liaison.Transports;

/// <summary>How a <see cref="ProcessConnector"/> starts and ends its processes.</summary>
public sealed record ProcessOptions : StreamOptions
{
    /// <summary>The folder that the process starts in, or null for this process's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>How long the process may take to end once its standard input was closed. After that it is killed, with what it started.</summary>
    public TimeSpan ExitTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override ProcessOptions Validated()
    {
        base.Validated();
        ArgumentOutOfRangeException.ThrowIfLessThan(ExitTimeout, TimeSpan.Zero);
        return this;
    }
}
