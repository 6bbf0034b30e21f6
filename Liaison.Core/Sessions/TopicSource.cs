using System.Diagnostics.CodeAnalysis;

namespace Liaison.Sessions;

/// <summary>One topic whose events somebody's sequence gives: enumerated while anybody is subscribed. Not thread-safe.</summary>
/// <param name="topic">The topic.</param>
/// <param name="events">Gives the sequence, anew each time that somebody subscribes after nobody was.</param>
/// <param name="publish">Takes each event.</param>
/// <param name="failed">Takes what the sequence threw.</param>
[SuppressMessage("Design", "CA1001", Justification = "The source of a token that has no timer needs no disposal, and the sequence may still look at its token.")]
internal sealed class TopicSource(string topic, Func<CancellationToken, IAsyncEnumerable<object?>> events, Action<object?> publish, Action<Exception> failed)
{
    private int _subscribers;
    private CancellationTokenSource? _running;

    public string Topic => topic;

    /// <summary>One more is subscribed.</summary>
    public void Enter()
    {
        if (_subscribers++ == 0)
        {
            var running = _running = new CancellationTokenSource();
            _ = Task.Run(() => PublishAllAsync(running), CancellationToken.None);
        }
    }

    /// <summary>One less is subscribed.</summary>
    public void Leave()
    {
        if (--_subscribers == 0)
        {
            // On another thread: what the sequence does then is the application's, and may wait.
            _ = _running!.CancelAsync();
            _running = null;
        }
    }

    private async Task PublishAllAsync(CancellationTokenSource running)
    {
        try
        {
            await foreach (var value in events(running.Token).WithCancellation(running.Token).ConfigureAwait(false))
            {
                if (running.IsCancellationRequested)
                {
                    return;
                }

                publish(value);
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
