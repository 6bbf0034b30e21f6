using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Sessions;

/// <summary>Who subscribed to what at one host. Thread-safe.</summary>
/// <param name="sources">The topics whose events are asked for while somebody is subscribed.</param>
internal sealed class Topics(TopicSources? sources = null)
{
    private readonly ConcurrentDictionary<string, ImmutableArray<Subscription>> _byPattern = new(StringComparer.Ordinal);

    /// <summary>Adds a subscription; <see cref="Start"/> follows, without a lock.</summary>
    public void Add(Subscription subscription)
    {
        _byPattern.AddOrUpdate(subscription.Pattern, [subscription], (_, others) => others.Add(subscription));
        sources?.Began(subscription.Pattern, this);
    }

    /// <summary>On return the sequences have begun whose events the pattern asks for.</summary>
    public void Start(string pattern) => sources?.Start(pattern);

    public void Remove(Subscription subscription)
    {
        var left = _byPattern.AddOrUpdate(subscription.Pattern, [], (_, all) => all.Remove(subscription));
        if (left.IsEmpty)
        {
            // Only while it is still empty.
            _byPattern.TryRemove(KeyValuePair.Create(subscription.Pattern, left));
        }

        sources?.Ended(subscription.Pattern);
    }

    /// <summary>
    /// Gives an event to whoever subscribed to its topic. It is written at most once, however many those are, and on this thread; nobody
    /// is waited for.
    /// </summary>
    public void Publish(string topic, object? value, JsonSerializerOptions json)
    {
        Publication? publication = null;
        Activity? activity = null;
        foreach (var pattern in TopicName.PatternsOf(topic))
        {
            if (!_byPattern.TryGetValue(pattern, out var subscriptions))
            {
                continue;
            }

            foreach (var subscription in subscriptions)
            {
                if (publication is null)
                {
                    activity = EventTraces.Publish(topic);
                    publication = new Publication(topic, new SharedValue(value, json)) { Trace = TraceContext.Current };
                }

                subscription.Peer.Subscriptions.Offer(subscription, publication);
            }
        }

        activity?.Stop();
    }
}
