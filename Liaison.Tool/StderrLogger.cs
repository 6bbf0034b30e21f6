using Microsoft.Extensions.Logging;

namespace Liaison.Tool;

/// <summary>Writes to standard error, each entry in one write: <c>warning: Liaison: message</c>, then the exception's lines.</summary>
internal sealed class StderrLogger(string category, LogLevel from) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= from && logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var line = $"{logLevel.ToString().ToLowerInvariant()}: {category}: {formatter(state, exception)}\n";
        StandardStream.Write(Console.OpenStandardError(), exception is null ? line : $"{line}{exception}\n");
    }
}
