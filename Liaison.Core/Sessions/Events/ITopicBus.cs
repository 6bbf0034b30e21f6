namespace Liaison.Sessions;

/// <summary>Carries events between the hosts that share it, so that what is published at one reaches those who subscribed at another. Thread-safe.</summary>
public interface ITopicBus : IAsyncDisposable
{
    /// <summary>
    /// Brings an event to the other hosts, and not back to this one. Of an event that cannot be brought now it may let the publisher wait,
    /// throw, or let the event go; it says which.
    /// </summary>
    ValueTask PublishAsync(SharedEvent published, CancellationToken cancellationToken);

    /// <summary>
    /// Has the other hosts' events given to the receiver, from the return on until what is returned is disposed of. The receiver neither
    /// waits nor throws; it is called for one event at a time.
    /// </summary>
    /// <param name="pattern">A topic, <c>prefix.*</c> for every topic that begins with <c>prefix.</c>, or <c>*</c>.</param>
    /// <param name="receive">Takes each event.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    ValueTask<IAsyncDisposable> SubscribeAsync(string pattern, Action<SharedEvent> receive, CancellationToken cancellationToken);
}
