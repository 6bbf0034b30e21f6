using Microsoft.Extensions.Logging;

namespace Liaison.Tests.Hosting;

/// <summary>A log that writes the texts of exceptions, and throws where one throws; here, at each.</summary>
internal sealed class ThrowingLogger : ILogger, ILoggerFactory
{
    private int _thrown;

    /// <summary>How many exceptions it was given.</summary>
    public int Thrown => Volatile.Read(ref _thrown);

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (exception is not null)
        {
            Interlocked.Increment(ref _thrown);
            throw new InvalidOperationException("The exception has no text.");
        }
    }

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }
}
