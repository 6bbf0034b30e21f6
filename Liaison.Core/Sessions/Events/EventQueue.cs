using Liaison.Diagnostics;
using Liaison.Messages;
using Liaison.Sessions.Sending;

namespace Liaison.Sessions.Events;

/// <summary>The waiting events of one subscription, and the rule for events that do not fit. Not thread-safe.</summary>
internal sealed class EventQueue(SubscriptionOptions options, SessionTraffic? traffic = null)
{
    private readonly LinkedList<Publication> _waiting = [];
    private long _dropped;

    /// <summary>
    /// The rule for events that do not fit. After a change, waiting
    /// events stay; a smaller capacity applies when the next event comes.
    /// </summary>
    public SubscriptionOptions Options { get; set; } = options;

    public bool IsEmpty => _waiting.Count == 0;

    public int Count => _waiting.Count;

    /// <summary>The oldest event, with the number of events dropped since the last one was taken; null if none waits.</summary>
    public Publication? First => _waiting.First is { } first ? Told(first.Value) : null;

    /// <summary>The event with the number of dropped events before it.</summary>
    public Publication Told(Publication publication) =>
        _dropped == 0 ? publication : new Publication(publication.Topic, publication.Value) { Trace = publication.Trace, Dropped = publication.Dropped + _dropped };

    /// <summary>Adds an event; false if it does not fit and no event may be dropped.</summary>
    public bool TryAdd(Publication publication)
    {
        if (Options.Overflow == Overflow.Latest)
        {
            DropSame(publication.Topic);
        }

        while (_waiting.Count >= Options.Capacity)
        {
            if (Options.Overflow == Overflow.Disconnect)
            {
                return false;
            }

            Drop(_waiting.First!);
        }

        _waiting.AddLast(publication);
        return true;
    }

    /// <summary>
    /// Removes the event of <see cref="First"/>, if it was in the queue. Its reader now knows the number of dropped events.
    /// </summary>
    public void Taken()
    {
        _dropped = 0;
        if (_waiting.Count > 0)
        {
            _waiting.RemoveFirst();
        }
    }

    private void DropSame(string topic)
    {
        for (var node = _waiting.First; node is not null; node = node.Next)
        {
            if (node.Value.Topic == topic)
            {
                Drop(node);
                return;
            }
        }
    }

    private void Drop(LinkedListNode<Publication> node)
    {
        CallMeters.Dropped.Add(1);
        traffic?.Drop();

        // The dropped event carried a number of earlier dropped events, which was not reported either.
        _dropped += 1 + node.Value.Dropped;
        _waiting.Remove(node);
    }
}
