using Liaison.Inspection;
using Liaison.Messages;
using Liaison.Sessions.Sending;

namespace Liaison.Sessions.Events;

/// <summary>One subscription of one peer, and the events that wait for it. Guarded by the peer's <see cref="Subscriptions"/>.</summary>
internal sealed class Subscription(Subscriptions owner, PeerLink peer, string pattern, SubscriptionOptions options)
{
    private readonly EventQueue _waiting = new(options, peer.Belongings.Traffic);

    /// <summary>All that the peer has subscribed to.</summary>
    public Subscriptions Owner => owner;

    public string Pattern => pattern;

    public bool HasWaiting => !_waiting.IsEmpty;

    /// <summary>Changes the options. Waiting events are kept.</summary>
    public void Change(SubscriptionOptions changed) => _waiting.Options = changed;

    /// <summary>Sends the event, or keeps it until there is room. False if the peer must be disconnected.</summary>
    public bool Offer(Publication publication) => (_waiting.IsEmpty && TrySend(publication)) || _waiting.TryAdd(publication);

    /// <summary>The description for the console.</summary>
    public SessionState.Pattern Describe() => new(pattern, _waiting.Count, _waiting.Options.Overflow.ToString());

    /// <summary>Sends waiting events while there is room.</summary>
    public void Flush()
    {
        while (_waiting.First is { } first && TrySend(first))
        {
            _waiting.Taken();
        }
    }

    private bool TrySend(Publication publication) => peer.TrySend(publication, peer.Settings.Options.SendBufferBytes);
}
