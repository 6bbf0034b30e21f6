using System.Collections.Concurrent;

namespace Desktop;

/// <summary>
/// The loop of messages that every window has: one thread takes what is posted, one message after the other. A toolkit brings its own
/// (<c>DispatcherSynchronizationContext</c> of WPF and Avalonia, <c>WindowsFormsSynchronizationContext</c>), and this sample needs no toolkit.
/// </summary>
public sealed class MessageLoop : SynchronizationContext, IDisposable
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _messages = [];
    private long _turns;

    /// <summary>How many messages the loop has taken and finished. It stands still while a message keeps the thread.</summary>
    public long Turns => Interlocked.Read(ref _turns);

    /// <summary>
    /// Runs the application on this thread, which is the window's from now on, and returns when the application has ended. Throws what the
    /// application threw.
    /// </summary>
    public void Run(Func<Task> application)
    {
        ArgumentNullException.ThrowIfNull(application);
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            // Each await of the application comes back as a message.
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

    /// <summary>Adds a message behind the others, and returns at once. From any thread.</summary>
    /// <exception cref="InvalidOperationException">The application has ended, and nobody takes messages any more.</exception>
    public override void Post(SendOrPostCallback d, object? state) => _messages.Add((d, state));

    /// <summary>Frees the loop, once it has ended.</summary>
    public void Dispose() => _messages.Dispose();
}
