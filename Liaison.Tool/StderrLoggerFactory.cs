using Microsoft.Extensions.Logging;

namespace Liaison.Tool;

/// <summary>Creates loggers that write to standard error, from a level on.</summary>
internal sealed class StderrLoggerFactory(LogLevel from) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new StderrLogger(categoryName, from);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The tool logs only to standard error.");

    public void Dispose()
    {
        // The process owns standard error.
    }
}
