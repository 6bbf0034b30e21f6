using Liaison.Inspection;
using Liaison.Messages;
using Liaison.Sessions.Sending;

namespace Liaison.Sessions.Events;

/// <summary>What one peer has subscribed to. Thread-safe.</summary>
/// <param name="peer">The connection of the peer.</param>
/// <param name="hostTopics">The topics of the host; null at a client, where nobody can subscribe.</param>
/// <param name="maxSubscriptions">How many there may be.</param>
internal sealed class Subscriptions(PeerLink peer, Topics? hostTopics, int maxSubscriptions)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Subscription> _byPattern = new(StringComparer.Ordinal);
    private volatile bool _hasSubscribed;
    private Subscription? _implied;
    private bool _anyWaiting;
    private bool _ended;

    /// <summary>
    /// Is told of each pattern that is subscribed to, and without options of each that no longer is: events come from elsewhere too. Null
    /// where they do not. Set before the peer is served.
    /// </summary>
    public Action<string, SubscriptionOptions?>? Elsewhere { get; set; }

    /// <summary>Subscribes; false where the peer has done so before, which then has the new options.</summary>
    /// <exception cref="CommandException">The peer has as many subscriptions as it may, or none can be had here.</exception>
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

            EndImplied();
            Begin(pattern, options);
        }

        topics.Settle();
        return true;
    }

    /// <summary>
    /// Subscribes a peer that did not ask for it, since its protocol has no form to ask. The first pattern that the peer asks for takes the
    /// place of this one. Nothing is done at an end where nobody can subscribe.
    /// </summary>
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

    /// <summary>Lets a subscription go; false where there is none.</summary>
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

    /// <summary>Lets every subscription go, and takes no more.</summary>
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

    /// <summary>Gives an event to a subscription, unless a closer one of the same peer is given it.</summary>
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

    /// <summary>Gives the peer an event that came from elsewhere, if it has subscribed to it.</summary>
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

    /// <summary>What there is now, for the console.</summary>
    public IReadOnlyList<SessionState.Pattern> Snapshot()
    {
        lock (_gate)
        {
            return [.. _byPattern.Values.Select(subscription => subscription.Describe())];
        }
    }

    /// <summary>Sends events that waited, now that there is room.</summary>
    public void Flush()
    {
        if (!_hasSubscribed)
        {
            return;
        }

        // Under the lock also to see whether anything waits: an event that was just refused may be on its way into its queue.
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

    // What matches several patterns of one peer is sent to it once.
    private bool IsClosest(Subscription subscription, string topic)
    {
        if (_byPattern.Count <= 1)
        {
            return _byPattern.ContainsValue(subscription);
        }

        return TopicName.PatternsOf(topic).Select(pattern => _byPattern.GetValueOrDefault(pattern)).FirstOrDefault(found => found is not null) == subscription;
    }
}
