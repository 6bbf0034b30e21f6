using System.Diagnostics.CodeAnalysis;

namespace Liaison.Sessions.Events;

/// <summary>
/// One enumeration of the sequence behind a topic. Thread-safe. Both methods run code of the application, so the caller must hold no lock.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The source of a token that has no timer needs no disposal, and the sequence may still look at its token.")]
internal sealed class TopicRun
{
    private readonly CancellationTokenSource _ending = new();
    private readonly Lazy<Task> _begun;
    private readonly Lazy<bool> _ended;

    /// <summary>Creates an enumeration that has not started.</summary>
    /// <param name="events">Creates the sequence.</param>
    /// <param name="publish">Publishes an event. The next event is requested when its task has completed.</param>
    /// <param name="failed">Receives an exception of the sequence.</param>
    /// <param name="before">The previous enumeration, or null. It is ended first, so that it receives no more events.</param>
    public TopicRun(Func<CancellationToken, IAsyncEnumerable<object?>> events, Func<object?, ValueTask> publish, Action<Exception> failed, TopicRun? before)
    {
        _begun = new Lazy<Task>(() =>
        {
            before?.End();
            return PublishAllAsync(events, publish, failed);
        });
        _ended = new Lazy<bool>(() => TryCancel(failed));
    }

    /// <summary>Starts the enumeration. When it returns, the first event was requested, and no later event is missed.</summary>
    public void Begin() => _ = _begun.Value;

    /// <summary>
    /// Ends the enumeration. When it returns, the token is canceled, and a sequence that checks its token returns no more events.
    /// </summary>
    public void End() => _ = _ended.Value;

    private bool TryCancel(Action<Exception> failed)
    {
        try
        {
            _ending.Cancel();
            return true;
        }
        catch (AggregateException failure)
        {
            failed(failure);
            return false;
        }
    }

    private async Task PublishAllAsync(Func<CancellationToken, IAsyncEnumerable<object?>> events, Func<object?, ValueTask> publish, Action<Exception> failed)
    {
        try
        {
            _ending.Token.ThrowIfCancellationRequested();
            var values = events(_ending.Token).GetAsyncEnumerator(_ending.Token);
            await using (values.ConfigureAwait(false))
            {
                // Only the first read runs on the subscriber's thread: a sequence may have a million events ready.
                var next = values.MoveNextAsync().AsTask();
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                var hasNext = await next.ConfigureAwait(false);
                while (hasNext && !_ending.IsCancellationRequested)
                {
                    await publish(values.Current).ConfigureAwait(false);
                    hasNext = await values.MoveNextAsync().ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // There are no more subscribers.
        }
        catch (Exception failure)
        {
            failed(failure);
        }
    }
}
