using System.Runtime.CompilerServices;
using System.Text.Json;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Sessions;
using Liaison.Values;

namespace Liaison.Client;

/// <summary>What this client has subscribed to: brings each event to the loops that want it. Thread-safe.</summary>
internal sealed class EventReader(JsonSerializerOptions json)
{
    private readonly Lock _gate = new();
    private readonly List<LocalSubscription> _subscriptions = [];
    private readonly Dictionary<string, Task> _subscribed = [];
    private CommandError? _ended;

    public async IAsyncEnumerable<TopicEvent<T>> ReadAsync<T>(
        ICommandCaller host, string topic, SubscriptionOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var subscription = new LocalSubscription(TopicName.ValidatedPattern(topic), options.Validated());
        try
        {
            await Subscribe(host, subscription, cancellationToken).ConfigureAwait(false);
            while (true)
            {
                var next = await subscription.NextAsync(cancellationToken).ConfigureAwait(false);
                yield return new TopicEvent<T>(next.Topic, RawJsonReader.Read<T>((RawJson)next.Value!, json), next.Dropped) { Trace = next.Trace };
            }
        }
        finally
        {
            Unsubscribe(host, subscription);
        }
    }

    /// <summary>Takes an event from the connection.</summary>
    public void Receive(Publication publication)
    {
        EventTraces.Receive(publication);
        lock (_gate)
        {
            foreach (var subscription in _subscriptions)
            {
                if (TopicName.Matches(subscription.Pattern, publication.Topic))
                {
                    subscription.Add(publication);
                }
            }
        }
    }

    /// <summary>Ends every loop with an error: the connection is gone.</summary>
    public void End(CommandError error)
    {
        lock (_gate)
        {
            _ended = error;
            _subscriptions.ForEach(subscription => subscription.End(error));
        }
    }

    // Calls are queued for sending before they give their task, so that the lock keeps what is sent in the order of what is known here.
    private Task Subscribe(ICommandCaller host, LocalSubscription subscription, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _subscriptions.Add(subscription);
            if (_ended is { } error)
            {
                subscription.End(error);
                return Task.CompletedTask;
            }

            if (!_subscribed.TryGetValue(subscription.Pattern, out var subscribed))
            {
                object?[] arguments = [subscription.Pattern, subscription.Options.Overflow.ToString(), subscription.Options.Capacity];
                subscribed = host.InvokeAsync<bool>(new CommandCall("subscribe") { Arguments = arguments }, CancellationToken.None);
                _subscribed.Add(subscription.Pattern, subscribed);

                // Where every loop is left before the answer comes, nobody asks for it.
                _ = subscribed.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }

            return subscribed.WaitAsync(cancellationToken);
        }
    }

    private void Unsubscribe(ICommandCaller host, LocalSubscription subscription)
    {
        lock (_gate)
        {
            if (!_subscriptions.Remove(subscription)
                || _subscriptions.Exists(other => other.Pattern == subscription.Pattern)
                || !_subscribed.Remove(subscription.Pattern, out _))
            {
                return;
            }

            // Where it cannot be sent any more, the host has let the subscription go by itself.
            _ = host.NotifyAsync(new CommandCall("unsubscribe") { Arguments = [subscription.Pattern] }, CancellationToken.None).Exception;
        }
    }
}
