namespace Liaison.Sessions.Events;

/// <summary>What a host takes from a bus: the patterns that somebody here has subscribed to, each once. Thread-safe.</summary>
internal sealed class SharedTopics(ITopicBus bus, Topics topics, TopicSources sources, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<IAsyncDisposable>> _taken = new(StringComparer.Ordinal);

    public ITopicBus Bus => bus;

    /// <summary>What the hosts tell each other of the topics of their contracts.</summary>
    public NeedsExchange Needs { get; } = new(bus, topics, sources, time);

    /// <summary>Subscribes to a pattern that is wanted here, and lets one go that is not; the task ends when that is done.</summary>
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
            // It was never there, or is gone with the bus; whoever wanted it was told.
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
