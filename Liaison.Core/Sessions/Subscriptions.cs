using Liaison.Inspection;
using Liaison.Messages;

namespace Liaison.Sessions;

/// <summary>The subscriptions of one peer. Thread-safe.</summary>
internal sealed class Subscriptions(Peer peer)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Subscription> _byPattern = new(StringComparer.Ordinal);
    private volatile bool _hasSubscribed;
    private Subscription? _implied;
    private bool _anyWaiting;
    private bool _ended;

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
                peer.Belongings.Relay?.Subscribe(pattern, options);
                _implied = present == _implied ? null : _implied;
                return false;
            }

            if (_byPattern.Count - (_implied is null ? 0 : 1) >= peer.Settings.MaxSubscriptions)
            {
                throw new CommandException(
                    ErrorCode.Busy, $"The peer has {_byPattern.Count} subscriptions, as many as it may. Unsubscribe from some, or raise MaxSubscriptions.");
            }

            EndImplied();
            Begin(pattern, options);
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
            if (!_ended && _byPattern.Count == 0 && peer.Settings is { Topics: not null, MaxSubscriptions: > 0 })
            {
                _implied = Begin(pattern, new SubscriptionOptions());
            }
        }

        peer.Settings.Topics?.Settle();
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
            peer.Belongings.Relay?.Unsubscribe(pattern);
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

        peer.Settings.Topics?.Settle();
    }

    /// <summary>Passes an event to a subscription, unless the same peer has a subscription that matches the topic more closely.</summary>
    public void Offer(Subscription subscription, Publication publication)
    {
        lock (_gate)
        {
            if (!IsClosest(subscription, publication.Topic))
            {
                return;
            }

            if (!subscription.Offer(publication))
            {
                SessionLog.SubscriberTooSlow(peer.Settings.Logger, peer.Remote.Transport, peer.Remote.Address, publication.Topic);
                peer.Disconnect();
            }

            _anyWaiting |= subscription.HasWaiting;
        }
    }

    /// <summary>Passes an event from a worker to the peer, if the peer has subscribed to it.</summary>
    public void Offer(Publication publication)
    {
        Subscription? closest;
        lock (_gate)
        {
            closest = TopicName.PatternsOf(publication.Topic).Select(pattern => _byPattern.GetValueOrDefault(pattern)).FirstOrDefault(found => found is not null);
        }

        if (closest is not null)
        {
            Offer(closest, publication);
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
        var subscription = new Subscription(peer, pattern, options);
        _byPattern.Add(pattern, subscription);
        _hasSubscribed = true;
        Topics.Add(subscription);
        peer.Belongings.Relay?.Subscribe(pattern, options);
        return subscription;
    }

    private void EndImplied()
    {
        if (_implied is { } implied)
        {
            _byPattern.Remove(implied.Pattern);
            Topics.Remove(implied);
            peer.Belongings.Relay?.Unsubscribe(implied.Pattern);
            _implied = null;
        }
    }

    private Topics Topics =>
        peer.Settings.Topics ?? throw new CommandException(ErrorCode.BadArguments, "Events come from a host, and this is a client.");

    // An event that matches several patterns of one peer is sent to the peer once.
    private bool IsClosest(Subscription subscription, string topic)
    {
        if (_byPattern.Count <= 1)
        {
            return _byPattern.ContainsValue(subscription);
        }

        return TopicName.PatternsOf(topic).Select(pattern => _byPattern.GetValueOrDefault(pattern)).FirstOrDefault(found => found is not null) == subscription;
    }
}
