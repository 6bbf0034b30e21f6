using Microsoft.Extensions.Logging;

namespace Liaison.Sessions.Sending;

/// <summary>
/// The application's log, none of whose failures come back: it writes the texts of exceptions that commands threw, which are their code
/// and may throw themselves, and nobody's reply or turn is to be lost by that.
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
            // There is nowhere left to tell it.
        }
    }
}
