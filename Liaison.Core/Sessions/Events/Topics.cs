using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Sessions.Events;

/// <summary>Who subscribed to what at one host. Thread-safe.</summary>
/// <param name="sources">The topics whose events are asked for while somebody is subscribed here.</param>
[SuppressMessage("Design", "CA1001", Justification = "The host ends what it shares with UnshareAsync.")]
internal sealed class Topics(TopicSources sources)
{
    private readonly ConcurrentDictionary<string, ImmutableArray<Subscription>> _byPattern = new(StringComparer.Ordinal);

    private SharedTopics? _shared;

    /// <summary>Shares the topics with other hosts. Set before anybody is served.</summary>
    public void Share(ITopicBus bus, TimeProvider time) => _shared = new SharedTopics(bus, this, sources, time);

    /// <summary>Begins to tell the other hosts what this one offers and wishes, if there are others. It does not wait.</summary>
    public void BeginSharing() => _shared?.Needs.Begin();

    /// <summary>Lets the other hosts go.</summary>
    public ValueTask UnshareAsync() => _shared?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Whether anybody here has subscribed to the pattern.</summary>
    public bool IsWanted(string pattern) => _byPattern.ContainsKey(pattern);

    /// <summary>Ends when what other hosts publish comes here too.</summary>
    public Task WhenShared(string pattern) => _shared?.UpdateAsync(pattern) ?? Task.CompletedTask;

    /// <summary>Whether anybody here has subscribed to a pattern that the topic matches.</summary>
    public bool HasSubscribers(string topic) =>
        TopicName.PatternsOf(topic).Any(pattern => _byPattern.TryGetValue(pattern, out var subscriptions) && !subscriptions.IsEmpty);

    /// <summary>Whether anybody here or at another host has subscribed to a pattern that the topic matches, which is one of a contract.</summary>
    public bool IsWantedAnywhere(string topic) => HasSubscribers(topic) || _shared?.Needs.IsWished(topic) == true;

    /// <summary>Adds a subscription; <see cref="Settle"/> follows, without a lock.</summary>
    public void Add(Subscription subscription)
    {
        _byPattern.AddOrUpdate(subscription.Pattern, [subscription], (_, others) => others.Add(subscription));
        _ = _shared?.UpdateAsync(subscription.Pattern);
    }

    /// <summary>On return the sequences that are subscribed to have begun, and the others were told to end. The caller holds no lock.</summary>
    public void Settle()
    {
        sources.Settle(this);
        _shared?.Needs.Update();
    }

    /// <summary>Removes a subscription; <see cref="Settle"/> follows, without a lock.</summary>
    public void Remove(Subscription subscription)
    {
        var left = _byPattern.AddOrUpdate(subscription.Pattern, [], (_, all) => all.Remove(subscription));
        if (left.IsEmpty)
        {
            // Only while it is still empty.
            _byPattern.TryRemove(KeyValuePair.Create(subscription.Pattern, left));
            _ = _shared?.UpdateAsync(subscription.Pattern);
        }
    }

    /// <summary>Gives an event to whoever subscribed to its topic, here and at the hosts that share the topics; the task ends when it is on its way.</summary>
    public ValueTask PublishAsync(string topic, object? value, JsonSerializerOptions json)
    {
        if (_shared is not { Bus: var bus })
        {
            Publish(topic, value, json);
            return ValueTask.CompletedTask;
        }

        // Whether anybody elsewhere is subscribed is not known here.
        var activity = EventTraces.Publish(topic);
        Publish(topic, value, json, isTraced: true);
        var shared = new SharedEvent(topic, Written(value, json)) { Trace = TraceContext.Current };
        activity?.Stop();
        return bus.PublishAsync(shared, CancellationToken.None);
    }

    /// <summary>Gives an event of another host to whoever subscribed to exactly this pattern.</summary>
    public void Deliver(string pattern, SharedEvent shared)
    {
        if (_byPattern.TryGetValue(pattern, out var subscriptions))
        {
            var publication = new Publication(shared.Topic, shared.Value) { Trace = shared.Trace };
            foreach (var subscription in subscriptions)
            {
                subscription.Owner.Offer(subscription, publication);
            }
        }
    }

    /// <summary>
    /// Gives an event to whoever subscribed to its topic. It is written at most once, however many those are, and on this thread; nobody
    /// is waited for.
    /// </summary>
    private void Publish(string topic, object? value, JsonSerializerOptions json, bool isTraced = false)
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
                    activity = isTraced ? null : EventTraces.Publish(topic);
                    publication = new Publication(topic, new SharedValue(value, json)) { Trace = TraceContext.Current };
                }

                subscription.Owner.Offer(subscription, publication);
            }
        }

        activity?.Stop();
    }

    // Bytes are base64 in it, whoever reads it.
    private static RawJson Written(object? value, JsonSerializerOptions json)
    {
        using var writer = new FrameWriter();
        ValueWriter.Write(writer, value, json);
        writer.EndFrame(FrameKind.Text);
        return new RawJson(writer.Frames.Span[0].Bytes.ToArray());
    }
}
