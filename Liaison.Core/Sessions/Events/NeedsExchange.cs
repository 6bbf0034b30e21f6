using System.Diagnostics.CodeAnalysis;
using Liaison.Messages;

namespace Liaison.Sessions.Events;

/// <summary>
/// Tells the hosts on a bus which contract topics each host offers, and which of these have subscribers at another host. A host then
/// produces a contract's events when another host needs them. Thread-safe.
/// </summary>
/// <remarks>Lost messages do no harm, since every host repeats its own message.</remarks>
/// <param name="bus">The bus that the hosts share.</param>
/// <param name="topics">The topics of this host.</param>
/// <param name="sources">The topics that this host offers.</param>
/// <param name="time">The clock for repeating messages, and for forgetting silent hosts.</param>
[SuppressMessage("Design", "CA1001", Justification = "Neither the semaphore nor the source has anything to dispose, and both may still be in use.")]
internal sealed class NeedsExchange(ITopicBus bus, Topics topics, TopicSources sources, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How often a host repeats its message.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>How long a host may be silent before its wishes are forgotten.</summary>
    public static readonly TimeSpan Patience = Interval * 3;

    private readonly string _host = Guid.NewGuid().ToString("N");
    private readonly OtherHosts _others = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _ending = new();
    private string[] _told = [];
    private IAsyncDisposable? _listening;
    private ITimer? _timer;
    private int _begun;

    /// <summary>Whether another host has a subscriber to a contract topic.</summary>
    public bool IsWished(string topic) => _others.Wish(topic);

    /// <summary>Starts to listen and to send. Only the first call has an effect. Neither waits nor throws.</summary>
    public void Begin()
    {
        if (Interlocked.Exchange(ref _begun, 1) == 0)
        {
            _timer = time.CreateTimer(_ => Repeat(), null, TimeSpan.Zero, Interval);
        }
    }

    /// <summary>Sends a message if the wishes of this host have changed. Neither waits nor throws.</summary>
    public void Update()
    {
        if (!Wishes().SequenceEqual(Volatile.Read(ref _told)))
        {
            _ = TellAsync(isChanged: true);
        }
    }

    /// <summary>Tells the others that this host no longer wishes or offers anything.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_timer is not null)
        {
            await _timer.DisposeAsync().ConfigureAwait(false);
        }

        await _ending.CancelAsync().ConfigureAwait(false);
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (_listening is not null)
            {
                await PublishAsync(new HostNeeds(_host, [], []), CancellationToken.None).ConfigureAwait(false);
                await _listening.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            // The bus is gone. The others forget this host after their timeout.
        }
        finally
        {
            _turn.Release();
        }
    }

    private ValueTask PublishAsync(HostNeeds needs, CancellationToken cancellationToken) =>
        bus.PublishAsync(new SharedEvent(TopicName.Needs, HostNeedsContext.Write(needs)), cancellationToken);

    private string[] Wishes() => [.. _others.Offered().Where(topics.HasSubscribers)];

    private void Repeat()
    {
        var patience = (long)(Patience.TotalSeconds * time.TimestampFrequency);
        if (_others.ForgetThoseBefore(time.GetTimestamp() - patience))
        {
            topics.Settle();
        }

        _ = TellAsync(isChanged: false);
    }

    // Called by the bus's reader, so it runs no code of the application.
    private void Receive(RawJson value)
    {
        if (HostNeedsContext.TryRead(value) is not { } needs || needs.Host == _host)
        {
            return;
        }

        var isNews = _others.Heard(needs, time.GetTimestamp());
        if (isNews)
        {
            _ = Task.Run(topics.Settle, CancellationToken.None);
        }

        if (needs.Asks)
        {
            _ = TellAsync(isChanged: false);
        }
    }

    /// <summary>
    /// Sends the offers and wishes of this host, if there are any or if they
    /// have changed. The first call also starts to listen. Never throws.
    /// </summary>
    private async Task TellAsync(bool isChanged)
    {
        try
        {
            await _turn.WaitAsync(_ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        try
        {
            var isNew = _listening is null;
            _listening ??= await bus.SubscribeAsync(TopicName.Needs, shared => Receive(shared.Value), _ending.Token).ConfigureAwait(false);
            var needs = new HostNeeds(_host, sources.Offered, Wishes(), isNew);
            Volatile.Write(ref _told, needs.Wishes);
            if (isNew || isChanged || needs.Offers.Length > 0 || needs.Wishes.Length > 0)
            {
                await PublishAsync(needs, _ending.Token).ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            // The bus is gone, or this host is ending. The message is repeated after the interval.
        }
        finally
        {
            _turn.Release();
        }
    }
}
