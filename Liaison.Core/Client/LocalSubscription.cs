using Liaison.Commands;
using Liaison.Messages;
using Liaison.Sessions;
using Liaison.Sessions.Events;

namespace Liaison.Client;

/// <summary>One loop of this client over the events of a topic. The connection's reader adds events; the loop takes them.</summary>
internal sealed class LocalSubscription(string pattern, SubscriptionOptions options, GeneratedContract? contract) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly EventQueue _queue = new(options);
    private CommandError? _ended;

    public string Pattern => pattern;

    public SubscriptionOptions Options => options;

    /// <summary>The contract that each host must accept; null for none.</summary>
    public GeneratedContract? Contract => contract;

    public void Add(Publication publication)
    {
        lock (_gate)
        {
            if (_ended is not null)
            {
                return;
            }

            if (!_queue.TryAdd(publication))
            {
                End(CommandError.Of(ErrorCode.Busy, $"More than {options.Capacity} events of {pattern} are unread. Read faster, raise SubscriptionOptions.Capacity, or choose another SubscriptionOptions.Overflow."));
                return;
            }

            Signal();
        }
    }

    /// <summary>Ends the loop with an error, after the events that have already arrived.</summary>
    public void End(CommandError error)
    {
        lock (_gate)
        {
            _ended ??= error;
            Signal();
        }
    }

    /// <summary>The next event.</summary>
    /// <exception cref="LiaisonException">No more events will come.</exception>
    public async ValueTask<Publication> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_gate)
            {
                if (_queue.First is { } first)
                {
                    _queue.Taken();
                    return first;
                }

                if (_ended is { } error)
                {
                    throw new LiaisonException(error);
                }
            }

            await _arrived.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _arrived.Dispose();

    private void Signal()
    {
        if (_arrived.CurrentCount == 0)
        {
            _arrived.Release();
        }
    }
}
