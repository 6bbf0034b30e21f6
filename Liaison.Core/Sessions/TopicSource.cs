using System.Diagnostics.CodeAnalysis;

namespace Liaison.Sessions;

/// <summary>One topic whose events somebody's sequence gives: enumerated while anybody is subscribed. Not thread-safe but for <see cref="Start"/>.</summary>
/// <param name="topic">The topic.</param>
/// <param name="events">Gives the sequence, anew each time that somebody subscribes after nobody was.</param>
/// <param name="publish">Takes each event.</param>
/// <param name="failed">Takes what the sequence threw.</param>
[SuppressMessage("Design", "CA1001", Justification = "The source of a token that has no timer needs no disposal, and the sequence may still look at its token.")]
internal sealed class TopicSource(string topic, Func<CancellationToken, IAsyncEnumerable<object?>> events, Action<object?> publish, Action<Exception> failed)
{
    private int _subscribers;
    private CancellationTokenSource? _running;
    private volatile Lazy<Task>? _publishing;

    public string Topic => topic;

    /// <summary>One more is subscribed; <see cref="Start"/> follows.</summary>
    public void Enter()
    {
        if (_subscribers++ == 0)
        {
            var running = _running = new CancellationTokenSource();
            _publishing = new Lazy<Task>(() => PublishAllAsync(running));
        }
    }

    /// <summary>
    /// On return the sequence of those who are subscribed has begun: it was asked for its first event, and misses none from now on. Runs
    /// the application's code, so the caller holds no lock.
    /// </summary>
    public void Start() => _ = _publishing?.Value;

    /// <summary>One less is subscribed.</summary>
    public void Leave()
    {
        if (--_subscribers == 0)
        {
            // On another thread: what the sequence does then is the application's, and may wait.
            _ = _running!.CancelAsync();
            _running = null;
            _publishing = null;
        }
    }

    private async Task PublishAllAsync(CancellationTokenSource running)
    {
        try
        {
            var values = events(running.Token).GetAsyncEnumerator(running.Token);
            await using (values.ConfigureAwait(false))
            {
                // Only the beginning belongs to whoever subscribed: a sequence may have a million events ready.
                var next = values.MoveNextAsync().AsTask();
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                var hasNext = await next.ConfigureAwait(false);
                while (hasNext)
                {
                    // Also what came when the last had just left: somebody may have subscribed again.
                    publish(values.Current);
                    hasNext = !running.IsCancellationRequested && await values.MoveNextAsync().ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            // Nobody is subscribed any more.
        }
        catch (Exception failure)
        {
            failed(failure);
        }
    }
}
