namespace Liaison.Sessions.Events;

/// <summary>The subscriptions of a host at a bus: one for each pattern that a peer has subscribed to here. Thread-safe.</summary>
internal sealed class SharedTopics(ITopicBus bus, Topics topics, TopicSources sources, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<IAsyncDisposable>> _taken = new(StringComparer.Ordinal);

    public ITopicBus Bus => bus;

    /// <summary>Exchanges with the other hosts which contract topics are offered and needed.</summary>
    public NeedsExchange Needs { get; } = new(bus, topics, sources, time);

    /// <summary>Subscribes to a pattern that is needed here, or unsubscribes if it is not. The task completes when this is done.</summary>
    public Task UpdateAsync(string pattern)
    {
        lock (_gate)
        {
            var isTaken = _taken.TryGetValue(pattern, out var taken);
            if (topics.IsWanted(pattern))
            {
                return isTaken && !taken!.IsFaulted ? taken! : _taken[pattern] = TakeAsync(pattern);
            }

            if (!isTaken)
            {
                return Task.CompletedTask;
            }

            _taken.Remove(pattern);
            return LetGoAsync(taken!);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Needs.DisposeAsync().ConfigureAwait(false);
        await bus.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task LetGoAsync(Task<IAsyncDisposable> taken)
    {
        try
        {
            await (await taken.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The subscription never existed, or has ended with the bus. The caller that needed it has received the error.
        }
    }

    private async Task<IAsyncDisposable> TakeAsync(string pattern) =>
        await bus.SubscribeAsync(pattern, shared => Deliver(pattern, shared), CancellationToken.None).ConfigureAwait(false);

    private void Deliver(string pattern, SharedEvent shared)
    {
        if (!TopicName.IsOfHosts(shared.Topic))
        {
            topics.Deliver(pattern, shared);
        }
    }
}
