using System.Diagnostics;

namespace Liaison.Commands;

/// <summary>Counts the calls and connections of a companion. Thread-safe.</summary>
public sealed class CommandStatistics
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _calls;
    private long _failures;
    private long _connections;
    private long _connectionsEver;

    /// <summary>How many requests were answered, including requests that failed before a command ran.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>How many of these requests were answered with an error.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>How many peers are connected now.</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>How many peers have connected since the start.</summary>
    public long ConnectionsEver => Interlocked.Read(ref _connectionsEver);

    /// <summary>How long the companion has existed.</summary>
    public TimeSpan Uptime => Stopwatch.GetElapsedTime(_started);

    internal void Called(bool failed)
    {
        Interlocked.Increment(ref _calls);
        if (failed)
        {
            Interlocked.Increment(ref _failures);
        }
    }

    internal void Connected()
    {
        Interlocked.Increment(ref _connections);
        Interlocked.Increment(ref _connectionsEver);
    }

    internal void Disconnected() => Interlocked.Decrement(ref _connections);
}
