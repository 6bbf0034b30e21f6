using System.Runtime.CompilerServices;
using System.Text.Json;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Sessions;
using Liaison.Sessions.Events;
using Liaison.Values;

namespace Liaison.Client;

/// <summary>
/// What this client has subscribed to: brings each event to the loops that want it, and subscribes again over the next connection. Thread-safe.
/// </summary>
/// <param name="json">How values are read.</param>
/// <param name="lasts">Whether there may be another connection when one was lost.</param>
internal sealed class EventReader(JsonSerializerOptions json, bool lasts)
{
    private readonly Lock _gate = new();
    private readonly List<LocalSubscription> _subscriptions = [];
    private readonly Dictionary<string, Task> _subscribed = [];
    private ClientSession? _session;
    private CommandError? _ended;

    /// <summary>The events of a topic.</summary>
    /// <param name="topic">The topic, or a pattern.</param>
    /// <param name="options">What becomes of events that are not read in time.</param>
    /// <param name="contract">What each host has to agree to; null for nothing.</param>
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

    /// <summary>There is a connection: subscribes over it to all that is wanted.</summary>
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

    /// <summary>A connection was lost.</summary>
    public void Detach(ClientSession session)
    {
        lock (_gate)
        {
            _session = _session == session ? null : _session;
        }
    }

    /// <summary>Ends every loop with an error: there will be no connection any more.</summary>
    public void End(CommandError error)
    {
        lock (_gate)
        {
            _ended = error;
            _subscriptions.ForEach(subscription => subscription.End(error));
        }
    }

    // Ends when the host knows of it; where there is no connection, at once.
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

    // Under the lock. Calls are queued for sending before they give their task, so that it keeps what is sent in the order of what is known here.
    private Task SubscribeAtHost(ClientSession session, LocalSubscription subscription)
    {
        if (!_subscribed.TryGetValue(subscription.Pattern, out var subscribed))
        {
            object?[] arguments = [subscription.Pattern, subscription.Options.Overflow.ToString(), subscription.Options.Capacity];
            subscribed = AskAsync(session, session.Host.InvokeAsync<bool>(new CommandCall("subscribe") { Arguments = arguments }, CancellationToken.None), subscription.Pattern);
            _subscribed.Add(subscription.Pattern, subscribed);

            // Where no loop waits for it, the loops have been told otherwise.
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
            // The next connection will have it.
        }
        catch (Exception failure)
        {
            Fail(session, other => other.Pattern == pattern, failure);
            throw;
        }
    }

    // The host may be another version than the one before it.
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

            // Where it cannot be sent any more, the host has let the subscription go by itself.
            _ = session.Host.NotifyAsync(new CommandCall("unsubscribe") { Arguments = [subscription.Pattern] }, CancellationToken.None).Exception;
        }
    }
}
