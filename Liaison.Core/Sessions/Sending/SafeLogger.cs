using Microsoft.Extensions.Logging;

namespace Liaison.Sessions.Sending;

/// <summary>
/// A wrapper around the application's log that never throws. The log writes the texts of the commands' exceptions; these are code of the
/// application and may throw. Such a failure must not lose a reply or a turn.
/// </summary>
internal sealed class SafeLogger(ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception)
        {
            // There is no other place to report this failure.
        }
    }
}
