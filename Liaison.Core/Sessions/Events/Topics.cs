using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Liaison.Messages;
using Liaison.Sessions.Sending;
using Liaison.Values;

namespace Liaison.Sessions.Events;

/// <summary>The subscriptions at one host. Thread-safe.</summary>
/// <param name="sources">The topics whose events are produced while there are subscribers.</param>
[SuppressMessage("Design", "CA1001", Justification = "The host ends what it shares with UnshareAsync.")]
internal sealed class Topics(TopicSources sources)
{
    private readonly Lock _changing = new();

    // Replaced as a whole: an event is matched with all patterns as they were at one moment.
    private volatile ImmutableDictionary<string, ImmutableArray<Subscription>> _byPattern = ImmutableDictionary<string, ImmutableArray<Subscription>>.Empty;

    private SharedTopics? _shared;

    /// <summary>Shares the topics with other hosts. Called before any peer is served.</summary>
    public void Share(ITopicBus bus, TimeProvider time) => _shared = new SharedTopics(bus, this, sources, time);

    /// <summary>Starts to tell the other hosts what this host offers and needs, if topics are shared. Does not wait.</summary>
    public void BeginSharing() => _shared?.Needs.Begin();

    /// <summary>Ends sharing with the other hosts.</summary>
    public ValueTask UnshareAsync() => _shared?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Whether a peer of this host has subscribed to the pattern.</summary>
    public bool IsWanted(string pattern) => _byPattern.ContainsKey(pattern);

    /// <summary>Completes when the other hosts' events of the pattern arrive here too.</summary>
    public Task WhenShared(string pattern) => _shared?.UpdateAsync(pattern) ?? Task.CompletedTask;

    /// <summary>Whether a peer of this host has subscribed to a pattern that matches the topic.</summary>
    public bool HasSubscribers(string topic) => TopicName.PatternsOf(topic).Any(_byPattern.ContainsKey);

    /// <summary>Whether a peer of any host has subscribed to a pattern that matches this contract topic.</summary>
    public bool IsWantedAnywhere(string topic) => HasSubscribers(topic) || _shared?.Needs.IsWished(topic) == true;

    /// <summary>Adds a subscription. The caller must then call <see cref="Settle"/>, without a lock.</summary>
    public void Add(Subscription subscription)
    {
        lock (_changing)
        {
            var others = _byPattern.GetValueOrDefault(subscription.Pattern, []);
            _byPattern = _byPattern.SetItem(subscription.Pattern, others.Add(subscription));
        }

        _ = _shared?.UpdateAsync(subscription.Pattern);
    }

    /// <summary>Starts the sequences that have subscribers, and ends the others. The caller must hold no lock.</summary>
    public void Settle()
    {
        sources.Settle(this);
        _shared?.Needs.Update();
    }

    /// <summary>Removes a subscription. The caller must then call <see cref="Settle"/>, without a lock.</summary>
    public void Remove(Subscription subscription)
    {
        ImmutableArray<Subscription> left;
        lock (_changing)
        {
            left = _byPattern.GetValueOrDefault(subscription.Pattern, []).Remove(subscription);
            _byPattern = left.IsEmpty ? _byPattern.Remove(subscription.Pattern) : _byPattern.SetItem(subscription.Pattern, left);
        }

        if (left.IsEmpty)
        {
            _ = _shared?.UpdateAsync(subscription.Pattern);
        }
    }

    /// <summary>
    /// Sends an event to the subscribers of its topic, here and at the hosts
    /// that share the topics. Completes when the bus has accepted the event.
    /// </summary>
    public ValueTask PublishAsync(string topic, object? value, JsonSerializerOptions json)
    {
        if (_shared is not { Bus: var bus })
        {
            Publish(topic, value, json);
            return ValueTask.CompletedTask;
        }

        // This host does not know whether there are subscribers at other hosts.
        var activity = EventTraces.Publish(topic);
        Publish(topic, value, json, isTraced: true);
        var shared = new SharedEvent(topic, Written(value, json)) { Trace = TraceContext.Current };
        activity?.Stop();
        return bus.PublishAsync(shared, CancellationToken.None);
    }

    /// <summary>Passes an event of another host to the subscribers of exactly this pattern.</summary>
    public void Deliver(string pattern, SharedEvent shared)
    {
        if (_byPattern.TryGetValue(pattern, out var subscriptions))
        {
            var publication = new Publication(shared.Topic, shared.Value) { Trace = shared.Trace };
            foreach (var subscription in subscriptions)
            {
                subscription.Owner.OfferTo(subscription, publication);
            }
        }
    }

    /// <summary>
    /// Passes an event to the subscribers of its topic. It is serialized at most once, on this thread, however many subscribers there
    /// are. The method does not wait for any of them.
    /// </summary>
    private void Publish(string topic, object? value, JsonSerializerOptions json, bool isTraced = false)
    {
        if (NestedSends.IsEncoding)
        {
            PublishLater(topic, value, json, isTraced);
            return;
        }

        Publication? publication = null;
        Activity? activity = null;
        foreach (var subscriber in SubscribersOf(topic))
        {
            if (publication is null)
            {
                activity = isTraced ? null : EventTraces.Publish(topic);
                publication = new Publication(topic, new SharedValue(value, json)) { Trace = TraceContext.Current };
            }

            subscriber.Offer(publication);
        }

        activity?.Stop();
    }

    // A getter or a converter of the application publishes while it runs to encode a message.
    private void PublishLater(string topic, object? value, JsonSerializerOptions json, bool isTraced) => NestedSends.Postpone(() =>
    {
        try
        {
            Publish(topic, value, json, isTraced);
        }
        catch (Exception failure)
        {
            sources.NotSent(topic, failure);
        }
    });

    // Each peer comes once, although several of its patterns may match the topic.
    private IEnumerable<Subscriptions> SubscribersOf(string topic)
    {
        var byPattern = _byPattern;
        ImmutableArray<Subscription> first = [];
        HashSet<Subscriptions>? known = null;
        foreach (var pattern in TopicName.PatternsOf(topic))
        {
            if (!byPattern.TryGetValue(pattern, out var subscriptions))
            {
                continue;
            }

            if (first.IsEmpty)
            {
                first = subscriptions;
            }
            else
            {
                known ??= [.. first.Select(subscription => subscription.Owner)];
            }

            foreach (var subscription in subscriptions)
            {
                if (known is null || known.Add(subscription.Owner))
                {
                    yield return subscription.Owner;
                }
            }
        }
    }

    // Bytes are written as base64, whichever end reads them.
    private static RawJson Written(object? value, JsonSerializerOptions json)
    {
        using var writer = new FrameWriter();
        ValueWriter.Write(writer, value, json);
        writer.EndFrame(FrameKind.Text);
        return new RawJson(writer.Frames.Span[0].Bytes.ToArray());
    }
}
