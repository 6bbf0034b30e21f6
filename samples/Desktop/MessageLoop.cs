using System.Collections.Concurrent;

namespace Desktop;

/// <summary>
/// The message loop of a window: one thread handles the posted messages, one after the other. Toolkits have their own
/// (<c>DispatcherSynchronizationContext</c> of WPF and Avalonia, <c>WindowsFormsSynchronizationContext</c>).
/// </summary>
/// <remarks>This sample needs no toolkit.</remarks>
public sealed class MessageLoop : SynchronizationContext, IDisposable
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _messages = [];
    private long _turns;

    /// <summary>The number of messages that the loop has finished. It does not change while a message blocks the thread.</summary>
    public long Turns => Interlocked.Read(ref _turns);

    /// <summary>
    /// Runs the application on this thread, which becomes the window's thread. Returns when the application has ended, and throws
    /// its exception.
    /// </summary>
    public void Run(Func<Task> application)
    {
        ArgumentNullException.ThrowIfNull(application);
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            // Each await of the application continues as a message.
            var running = application();
            running.ContinueWith(_ => _messages.CompleteAdding(), TaskScheduler.Default);
            foreach (var (callback, state) in _messages.GetConsumingEnumerable())
            {
                callback(state);
                Interlocked.Increment(ref _turns);
            }

            running.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Adds a message to the end of the queue, and returns at once. Thread-safe.</summary>
    /// <exception cref="InvalidOperationException">The application has ended, and the loop handles no more messages.</exception>
    public override void Post(SendOrPostCallback d, object? state) => _messages.Add((d, state));

    /// <summary>Disposes the loop after it has ended.</summary>
    public void Dispose() => _messages.Dispose();
}
