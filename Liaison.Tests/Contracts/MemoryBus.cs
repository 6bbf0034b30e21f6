using System.Collections.Concurrent;
using Liaison.Sessions;
using Liaison.Sessions.Events;

namespace Liaison.Tests.Contracts;

/// <summary>A bus within this process, whose ends hear each other at once.</summary>
internal sealed class MemoryBus
{
    private readonly ConcurrentDictionary<Listener, End> _listeners = new();

    public ITopicBus Join() => new End(this);

    private sealed class End(MemoryBus bus) : ITopicBus
    {
        public ValueTask PublishAsync(SharedEvent published, CancellationToken cancellationToken)
        {
            foreach (var (listener, end) in bus._listeners)
            {
                if (end != this && TopicName.Matches(listener.Pattern, published.Topic))
                {
                    listener.Receive(published);
                }
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask<IAsyncDisposable> SubscribeAsync(string pattern, Action<SharedEvent> receive, CancellationToken cancellationToken)
        {
            var listener = new Listener(bus, pattern, receive);
            bus._listeners[listener] = this;
            return ValueTask.FromResult<IAsyncDisposable>(listener);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Listener(MemoryBus bus, string pattern, Action<SharedEvent> receive) : IAsyncDisposable
    {
        public string Pattern => pattern;

        public Action<SharedEvent> Receive => receive;

        public ValueTask DisposeAsync()
        {
            bus._listeners.TryRemove(this, out _);
            return ValueTask.CompletedTask;
        }
    }
}
