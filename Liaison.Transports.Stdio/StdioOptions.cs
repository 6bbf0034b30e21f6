namespace Liaison.Transports;

/// <summary>The options of a <see cref="StdioTransport"/>.</summary>
public sealed record StdioOptions : StreamOptions
{
    /// <summary>The stream to read from instead of the process's standard input. Its reads may block.</summary>
    /// <remarks>The connection disposes the stream.</remarks>
    public Stream? Input { get; init; }

    /// <summary>The stream to write to instead of the process's standard output. Its writes may block.</summary>
    /// <remarks>The connection disposes the stream. <see cref="Console.Out"/> is not redirected then.</remarks>
    public Stream? Output { get; init; }
}
