using System.Runtime.CompilerServices;
using System.Text.Json;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Sessions;
using Liaison.Sessions.Events;
using Liaison.Values;

namespace Liaison.Client;

/// <summary>
/// The subscriptions of this client. Passes each event to the loops that read
/// its topic, and subscribes again over the next connection. Thread-safe.
/// </summary>
/// <param name="json">How values are read.</param>
/// <param name="lasts">Whether the client may reconnect after a lost connection.</param>
internal sealed class EventReader(JsonSerializerOptions json, bool lasts)
{
    private readonly Lock _gate = new();
    private readonly List<LocalSubscription> _subscriptions = [];
    private readonly Dictionary<string, Task> _subscribed = [];
    private ClientSession? _session;
    private CommandError? _ended;

    /// <summary>The events of a topic.</summary>
    /// <param name="topic">The topic, or a pattern.</param>
    /// <param name="options">How to handle events that are not read in time.</param>
    /// <param name="contract">The contract that each host must accept; null for none.</param>
    /// <param name="cancellationToken">Ends the loop.</param>
    public async IAsyncEnumerable<TopicEvent<T>> ReadAsync<T>(
        string topic, SubscriptionOptions options, GeneratedContract? contract, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var subscription = new LocalSubscription(TopicName.ValidatedPattern(topic), options.Validated(), contract);
        try
        {
            await SubscribeAsync(subscription, cancellationToken).ConfigureAwait(false);
            while (true)
            {
                var next = await subscription.NextAsync(cancellationToken).ConfigureAwait(false);
                yield return new TopicEvent<T>(next.Topic, RawJsonReader.Read<T>((RawJson)next.Value!, json), next.Dropped) { Trace = next.Trace };
            }
        }
        finally
        {
            Unsubscribe(subscription);
        }
    }

    /// <summary>Receives an event from the connection.</summary>
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

    /// <summary>Uses a new connection: subscribes over it to every topic that is read.</summary>
    public void Attach(ClientSession session)
    {
        lock (_gate)
        {
            _session = session;
            _subscribed.Clear();
            foreach (var subscription in _subscriptions)
            {
                _ = AgreeAsync(session, subscription);
                SubscribeAtHost(session, subscription);
            }
        }
    }

    /// <summary>Forgets a lost connection.</summary>
    public void Detach(ClientSession session)
    {
        lock (_gate)
        {
            _session = _session == session ? null : _session;
        }
    }

    /// <summary>Ends every loop with an error. Called when there will be no more connections.</summary>
    public void End(CommandError error)
    {
        lock (_gate)
        {
            _ended = error;
            _subscriptions.ForEach(subscription => subscription.End(error));
        }
    }

    // Completes when the host knows the subscription; at once if there is no connection.
    private async Task SubscribeAsync(LocalSubscription subscription, CancellationToken cancellationToken)
    {
        Task agreed;
        Task subscribed;
        lock (_gate)
        {
            _subscriptions.Add(subscription);
            if (_ended is { } error)
            {
                subscription.End(error);
                return;
            }

            if (_session is not { } session)
            {
                return;
            }

            agreed = AgreeAsync(session, subscription);
            subscribed = SubscribeAtHost(session, subscription);
        }

        await agreed.WaitAsync(cancellationToken).ConfigureAwait(false);
        await subscribed.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    // Called under the lock. A call is queued before its task is returned, so messages leave in the order of the changes made here.
    private Task SubscribeAtHost(ClientSession session, LocalSubscription subscription)
    {
        if (!_subscribed.TryGetValue(subscription.Pattern, out var subscribed))
        {
            object?[] arguments = [subscription.Pattern, subscription.Options.Overflow.ToString(), subscription.Options.Capacity];
            subscribed = AskAsync(session, session.Host.InvokeAsync<bool>(new CommandCall("subscribe") { Arguments = arguments }, CancellationToken.None), subscription.Pattern);
            _subscribed.Add(subscription.Pattern, subscribed);

            // If no loop awaits this task, the loops have already been told of the failure in another way.
            _ = subscribed.ContinueWith(static asked => asked.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }

        return subscribed;
    }

    private async Task AskAsync(ClientSession session, Task<bool> asked, string pattern)
    {
        try
        {
            await asked.ConfigureAwait(false);
        }
        catch (LiaisonException failure) when (lasts && ClientSession.IsEnd(failure))
        {
            // The subscription is sent again over the next connection.
        }
        catch (Exception failure)
        {
            Fail(session, other => other.Pattern == pattern, failure);
            throw;
        }
    }

    // The host may have another version than the host of the last connection.
    private async Task AgreeAsync(ClientSession session, LocalSubscription subscription)
    {
        if (subscription.Contract is { } contract && await session.RefusalAsync(contract).ConfigureAwait(false) is { } refusal && !ClientSession.IsEnd(refusal))
        {
            Fail(session, other => other == subscription, refusal);
        }
    }

    private void Fail(ClientSession session, Predicate<LocalSubscription> which, Exception failure)
    {
        lock (_gate)
        {
            if (_session == session)
            {
                var error = (failure as LiaisonException)?.Error ?? CommandError.From(failure, details: false);
                _subscriptions.FindAll(which).ForEach(subscription => subscription.End(error));
            }
        }
    }

    private void Unsubscribe(LocalSubscription subscription)
    {
        lock (_gate)
        {
            if (!_subscriptions.Remove(subscription)
                || _subscriptions.Exists(other => other.Pattern == subscription.Pattern)
                || !_subscribed.Remove(subscription.Pattern, out _)
                || _session is not { } session)
            {
                return;
            }

            // If this message cannot be sent any more, the host has already removed the subscription itself.
            _ = session.Host.NotifyAsync(new CommandCall("unsubscribe") { Arguments = [subscription.Pattern] }, CancellationToken.None).Exception;
        }
    }
}
