using Microsoft.Extensions.Logging;

namespace Liaison.Tool;

/// <summary>
/// Writes to standard error, each entry in one write: <c>warning: Liaison: message</c>, then the indented lines of the exception.
/// Both may contain text of peers, so both are escaped by <see cref="TerminalText"/>.
/// </summary>
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

        var message = formatter(state, exception);
        var entry = TerminalText.Entry($"{logLevel.ToString().ToLowerInvariant()}: {category}: {(exception is null ? message : $"{message}\n{exception}")}");
        StandardStream.Write(Console.OpenStandardError(), entry + "\n");
    }
}
