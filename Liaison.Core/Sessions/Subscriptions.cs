using Liaison.Messages;

namespace Liaison.Sessions;

/// <summary>What one peer has subscribed to. Thread-safe.</summary>
internal sealed class Subscriptions(Peer peer)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Subscription> _byPattern = new(StringComparer.Ordinal);
    private volatile bool _hasSubscribed;
    private bool _anyWaiting;
    private bool _ended;

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
                return false;
            }

            if (_byPattern.Count >= peer.Settings.MaxSubscriptions)
            {
                throw new CommandException(
                    ErrorCode.Busy, $"The peer has {_byPattern.Count} subscriptions, as many as it may. Unsubscribe from some, or raise MaxSubscriptions.");
            }

            var subscription = new Subscription(peer, pattern, options);
            _byPattern.Add(pattern, subscription);
            _hasSubscribed = true;
            topics.Add(subscription);
            return true;
        }
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
            return true;
        }
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
                peer.Disconnect(publication.Topic);
            }

            _anyWaiting |= subscription.HasWaiting;
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

    private Topics Topics =>
        peer.Settings.Topics ?? throw new CommandException(ErrorCode.BadArguments, "Events come from a host, and this is a client.");

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
