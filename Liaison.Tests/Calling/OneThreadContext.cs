using System.Collections.Concurrent;

namespace Liaison.Tests.Calling;

/// <summary>Runs what is posted on one thread of its own, as a user interface does.</summary>
internal sealed class OneThreadContext : SynchronizationContext, IDisposable
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _posted = [];
    private readonly Thread _thread;

    public OneThreadContext()
    {
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    public int ThreadId => _thread.ManagedThreadId;

    public override void Post(SendOrPostCallback d, object? state) => _posted.Add((d, state));

    public void Dispose()
    {
        _posted.CompleteAdding();
        _thread.Join();
        _posted.Dispose();
    }

    private void Run()
    {
        SetSynchronizationContext(this);
        foreach (var (callback, state) in _posted.GetConsumingEnumerable())
        {
            callback(state);
        }
    }
}
