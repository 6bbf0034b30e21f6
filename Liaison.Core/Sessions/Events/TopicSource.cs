namespace Liaison.Sessions.Events;

/// <summary>A topic whose events come from a sequence. The sequence is enumerated while there are subscribers. Not thread-safe.</summary>
/// <param name="events">Creates the sequence. Called each time when the first subscriber comes.</param>
/// <param name="publish">Publishes an event. The next event is requested when its task has completed.</param>
/// <param name="failed">Receives an exception of the sequence.</param>
internal sealed class TopicSource(Func<CancellationToken, IAsyncEnumerable<object?>> events, Func<object?, ValueTask> publish, Action<Exception> failed)
{
    private TopicRun? _current;
    private TopicRun? _last;

    /// <summary>Updates the source: whether there are subscribers now.</summary>
    /// <returns>The enumeration to end, and the enumeration that must be running; null for none.</returns>
    public (TopicRun? Ending, TopicRun? Current) Settle(bool isWanted)
    {
        if (isWanted)
        {
            _current ??= new TopicRun(events, publish, failed, _last);
            return (null, _current);
        }

        var ending = _current;
        (_last, _current) = (ending ?? _last, null);
        return (ending, null);
    }
}
