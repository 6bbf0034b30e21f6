using System.Diagnostics.CodeAnalysis;

namespace Liaison.Sessions.Events;

/// <summary>One enumeration of the sequence behind a topic. Thread-safe; both methods run the application's code, so the caller holds no lock.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The source of a token that has no timer needs no disposal, and the sequence may still look at its token.")]
internal sealed class TopicRun
{
    private readonly CancellationTokenSource _ending = new();
    private readonly Lazy<Task> _begun;
    private readonly Lazy<bool> _ended;

    /// <summary>Makes an enumeration that has not begun.</summary>
    /// <param name="events">Gives the sequence.</param>
    /// <param name="publish">Takes each event; the next one is asked for when this has ended.</param>
    /// <param name="failed">Takes what the sequence threw.</param>
    /// <param name="before">The enumeration before this one, which is told to end first, so that no event goes to one that ends; null for none.</param>
    public TopicRun(Func<CancellationToken, IAsyncEnumerable<object?>> events, Func<object?, ValueTask> publish, Action<Exception> failed, TopicRun? before)
    {
        _begun = new Lazy<Task>(() =>
        {
            before?.End();
            return PublishAllAsync(events, publish, failed);
        });
        _ended = new Lazy<bool>(() => TryCancel(failed));
    }

    /// <summary>On return the sequence was asked for its first event, and misses none from now on.</summary>
    public void Begin() => _ = _begun.Value;

    /// <summary>On return the sequence was told to end, and takes no further event of what looks at its token.</summary>
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
                // Only the beginning belongs to whoever subscribed: a sequence may have a million events ready.
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
            // Nobody is subscribed any more.
        }
        catch (Exception failure)
        {
            failed(failure);
        }
    }
}
