using Liaison.Client;
using Liaison.Sessions;

namespace Liaison.Tests.Features;

/// <summary>A loop over events, one step at a time.</summary>
internal sealed class EventLoop<T> : IAsyncDisposable
{
    private readonly IAsyncEnumerator<TopicEvent<T>> _events;
    private readonly CancellationTokenSource _source;
    private Task<bool>? _next;

    private EventLoop(IAsyncEnumerator<TopicEvent<T>> events, CancellationTokenSource source) => (_events, _source) = (events, source);

    /// <summary>Begins the loop; on return the host knows of it.</summary>
    public static async Task<EventLoop<T>> StartAsync(LiaisonClient client, string topic, CancellationToken token, SubscriptionOptions? options = null)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(token);
        var loop = new EventLoop<T>(client.SubscribeAsync<T>(topic, options, source.Token).GetAsyncEnumerator(CancellationToken.None), source);
        loop._next = loop._events.MoveNextAsync().AsTask();

        // What was sent before the ping is done when the ping is answered.
        await client.PingAsync(token);
        return loop;
    }

    public async Task<TopicEvent<T>> NextAsync()
    {
        await (_next ?? _events.MoveNextAsync().AsTask());
        _next = null;
        return _events.Current;
    }

    /// <summary>Leaves the loop.</summary>
    public async ValueTask DisposeAsync()
    {
        await _source.CancelAsync();
        try
        {
            await (_next ?? Task.FromResult(false));
        }
        catch (OperationCanceledException)
        {
            // It waited for another event.
        }

        await _events.DisposeAsync();
        _source.Dispose();
    }
}
