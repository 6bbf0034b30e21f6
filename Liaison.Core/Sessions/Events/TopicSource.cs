namespace Liaison.Sessions.Events;

/// <summary>One topic whose events somebody's sequence gives: enumerated while anybody is subscribed. Not thread-safe.</summary>
/// <param name="events">Gives the sequence, anew each time that somebody subscribes after nobody was.</param>
/// <param name="publish">Takes each event; the next one is asked for when this has ended.</param>
/// <param name="failed">Takes what the sequence threw.</param>
internal sealed class TopicSource(Func<CancellationToken, IAsyncEnumerable<object?>> events, Func<object?, ValueTask> publish, Action<Exception> failed)
{
    private TopicRun? _current;
    private TopicRun? _last;

    /// <summary>Takes note of whether anybody is subscribed.</summary>
    /// <returns>The enumeration that is to end, and the one that is to begin unless it has; null for none.</returns>
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
