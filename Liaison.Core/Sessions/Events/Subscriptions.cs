using Liaison.Inspection;
using Liaison.Messages;
using Liaison.Sessions.Sending;

namespace Liaison.Sessions.Events;

/// <summary>The subscriptions of one peer. Thread-safe.</summary>
/// <param name="peer">The connection of the peer.</param>
/// <param name="hostTopics">The topics of the host; null at a client, which has none.</param>
/// <param name="maxSubscriptions">The highest number of subscriptions.</param>
internal sealed class Subscriptions(PeerLink peer, Topics? hostTopics, int maxSubscriptions)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Subscription> _byPattern = new(StringComparer.Ordinal);
    private volatile bool _hasSubscribed;
    private Subscription? _implied;
    private bool _anyWaiting;
    private bool _ended;

    /// <summary>
    /// Called for each new subscription with its options, and for each removed one without options, because its events also come from
    /// another process. Null if they do not. Set before the peer is served.
    /// </summary>
    public Action<string, SubscriptionOptions?>? Elsewhere { get; set; }

    /// <summary>Subscribes. False if the peer was already subscribed; the options then replace the old ones.</summary>
    /// <exception cref="CommandException">The limit of subscriptions is reached, or this end has no topics.</exception>
    public bool Add(string pattern, SubscriptionOptions options)
    {
        var topics = Topics;
        lock (_gate)
        {
            if (_ended)
            {
                return false;
            }

            if (_byPattern.TryGetValue(pattern, out var present))
            {
                present.Change(options);
                Elsewhere?.Invoke(pattern, options);
                _implied = present == _implied ? null : _implied;
                return false;
            }

            if (_byPattern.Count - (_implied is null ? 0 : 1) >= maxSubscriptions)
            {
                throw new CommandException(
                    ErrorCode.Busy, $"The peer has {_byPattern.Count} subscriptions, as many as it may. Unsubscribe from some, or raise MaxSubscriptions.");
            }

            // In this order: the peer has one of the two at any moment, and misses no event.
            Begin(pattern, options);
            EndImplied();
        }

        topics.Settle();
        return true;
    }

    /// <summary>Subscribes a peer whose protocol has no message to subscribe.</summary>
    /// <remarks>The peer's first own subscription replaces this one. Does nothing at an end that has no topics.</remarks>
    public void Imply(string pattern)
    {
        lock (_gate)
        {
            if (!_ended && _byPattern.Count == 0 && hostTopics is not null && maxSubscriptions > 0)
            {
                _implied = Begin(pattern, new SubscriptionOptions());
            }
        }

        hostTopics?.Settle();
    }

    /// <summary>Removes a subscription; false if there is none.</summary>
    public bool Remove(string pattern)
    {
        var topics = Topics;
        lock (_gate)
        {
            if (!_byPattern.Remove(pattern, out var subscription))
            {
                return false;
            }

            topics.Remove(subscription);
            Elsewhere?.Invoke(pattern, null);
            _implied = subscription == _implied ? null : _implied;
        }

        topics.Settle();
        return true;
    }

    /// <summary>Removes every subscription, and accepts no more.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            foreach (var subscription in _byPattern.Values)
            {
                Topics.Remove(subscription);
            }

            _byPattern.Clear();
        }

        hostTopics?.Settle();
    }

    /// <summary>Passes an event to the peer's subscription that matches its topic most closely, if there is one.</summary>
    public void Offer(Publication publication)
    {
        lock (_gate)
        {
            if (ClosestTo(publication.Topic) is { } closest)
            {
                Pass(publication, closest);
            }
        }
    }

    /// <summary>Passes an event that came for one pattern, unless another subscription of the peer matches the topic more closely.</summary>
    public void OfferTo(Subscription subscription, Publication publication)
    {
        lock (_gate)
        {
            if (ClosestTo(publication.Topic) == subscription)
            {
                Pass(publication, subscription);
            }
        }
    }

    /// <summary>The current subscriptions, for the console.</summary>
    public IReadOnlyList<SessionState.Pattern> Snapshot()
    {
        lock (_gate)
        {
            return [.. _byPattern.Values.Select(subscription => subscription.Describe())];
        }
    }

    /// <summary>Sends waiting events. Called when there is room.</summary>
    public void Flush()
    {
        if (!_hasSubscribed)
        {
            return;
        }

        // The lock is also needed to check for waiting events: an event that was just refused may not be in its queue yet.
        lock (_gate)
        {
            if (!_anyWaiting)
            {
                return;
            }

            var anyWaiting = false;
            foreach (var subscription in _byPattern.Values)
            {
                subscription.Flush();
                anyWaiting |= subscription.HasWaiting;
            }

            _anyWaiting = anyWaiting;
        }
    }

    private Subscription Begin(string pattern, SubscriptionOptions options)
    {
        var subscription = new Subscription(this, peer, pattern, options);
        _byPattern.Add(pattern, subscription);
        _hasSubscribed = true;
        Topics.Add(subscription);
        Elsewhere?.Invoke(pattern, options);
        return subscription;
    }

    private void EndImplied()
    {
        if (_implied is { } implied)
        {
            _byPattern.Remove(implied.Pattern);
            Topics.Remove(implied);
            Elsewhere?.Invoke(implied.Pattern, null);
            _implied = null;
        }
    }

    private Topics Topics =>
        hostTopics ?? throw new CommandException(ErrorCode.BadArguments, "Events come from a host, and this is a client.");

    // Under the lock.
    private void Pass(Publication publication, Subscription subscription)
    {
        if (!subscription.Offer(publication))
        {
            SessionLog.SubscriberTooSlow(peer.Settings.Logger, peer.Remote.Transport, peer.Remote.Address, publication.Topic);
            peer.Disconnect();
        }

        _anyWaiting |= subscription.HasWaiting;
    }

    private Subscription? ClosestTo(string topic)
    {
        if (_byPattern.Count == 1)
        {
            // The usual case, without allocations.
            var only = _byPattern.Values.GetEnumerator();
            only.MoveNext();
            return TopicName.Matches(only.Current.Pattern, topic) ? only.Current : null;
        }

        foreach (var pattern in TopicName.PatternsOf(topic))
        {
            if (_byPattern.TryGetValue(pattern, out var subscription))
            {
                return subscription;
            }
        }

        return null;
    }
}
