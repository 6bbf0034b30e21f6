namespace Liaison.Sessions;

/// <summary>Carries events between hosts: an event that one host publishes reaches the subscribers of the others. Thread-safe.</summary>
public interface ITopicBus : IAsyncDisposable
{
    /// <summary>Sends an event to the other hosts, and not back to this one.</summary>
    /// <remarks>
    /// If an event cannot be sent now, the implementation may make the publisher wait, throw an <see cref="IOException"/>, or drop the
    /// event. Its documentation says which. Any other exception ends the topic's sequence at this host.
    /// </remarks>
    ValueTask PublishAsync(SharedEvent published, CancellationToken cancellationToken);

    /// <summary>Subscribes to the events of the other hosts, until the result is disposed.</summary>
    /// <remarks>
    /// The subscription is active when this method returns. The receiver neither waits nor throws; it is called for one event at a time.
    /// </remarks>
    /// <param name="pattern">A topic, <c>prefix.*</c> for every topic that begins with <c>prefix.</c>, or <c>*</c>.</param>
    /// <param name="receive">Receives each event.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    ValueTask<IAsyncDisposable> SubscribeAsync(string pattern, Action<SharedEvent> receive, CancellationToken cancellationToken);
}
