using Liaison.Diagnostics;
using Liaison.Messages;
using Liaison.Sessions.Sending;

namespace Liaison.Sessions.Events;

/// <summary>Events of one subscription that wait, and what becomes of those that do not fit. Not thread-safe.</summary>
internal sealed class EventQueue(SubscriptionOptions options, SessionTraffic? traffic = null)
{
    private readonly LinkedList<Publication> _waiting = [];
    private long _dropped;

    /// <summary>What becomes of events that do not fit; what waits already stays, as far as it fits when the next one comes.</summary>
    public SubscriptionOptions Options { get; set; } = options;

    public bool IsEmpty => _waiting.Count == 0;

    public int Count => _waiting.Count;

    /// <summary>The oldest event, with the number of those that were dropped since the last one that was taken; null where none waits.</summary>
    public Publication? First => _waiting.First is { } first ? Told(first.Value) : null;

    /// <summary>The event as it is told to a subscriber who missed others before it.</summary>
    public Publication Told(Publication publication) =>
        _dropped == 0 ? publication : new Publication(publication.Topic, publication.Value) { Trace = publication.Trace, Dropped = publication.Dropped + _dropped };

    /// <summary>Adds an event; false where it does not fit, and nothing may be dropped.</summary>
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

    /// <summary>Takes out what <see cref="First"/> gave, if it waited; its reader now knows what was dropped.</summary>
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

        // What went with it was not told either.
        _dropped += 1 + node.Value.Dropped;
        _waiting.Remove(node);
    }
}
