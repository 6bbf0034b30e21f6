namespace Liaison.Transports;

/// <summary>How a <see cref="StdioTransport"/> behaves.</summary>
public sealed record StdioOptions : StreamOptions
{
    /// <summary>What to read from instead of the process's standard input, with reads that block. The connection disposes it.</summary>
    public Stream? Input { get; init; }

    /// <summary>
    /// What to write to instead of the process's standard output, with writes that block. The connection disposes it.
    /// <see cref="Console.Out"/> is then left alone.
    /// </summary>
    public Stream? Output { get; init; }
}
