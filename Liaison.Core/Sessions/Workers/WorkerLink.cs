using Liaison.Messages;
using Liaison.Sessions.CallsOut;
using Liaison.Sessions.Sending;
using Liaison.Transports;

namespace Liaison.Sessions.Workers;

/// <summary>The link to one worker. Calls are sent in the order in which they are made. Thread-safe.</summary>
/// <remarks>It connects when a connection is first needed, and again if the connection was lost or its worker leaves.</remarks>
internal sealed class WorkerLink : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Forwarding _forwarding;
    private readonly PeerSettings _settings;
    private readonly Peer? _front;
    private readonly CancellationTokenSource _ending = new();
    private readonly Queue<WaitingCall> _waiting = new();
    private readonly Dictionary<string, SubscriptionOptions> _patterns = new(StringComparer.Ordinal);
    private Peer? _worker;
    private long _sent;
    private bool _isConnecting;
    private bool _isEnded;

    /// <summary>Creates the link of one peer.</summary>
    public WorkerLink(Forwarding forwarding, Peer front)
        : this(forwarding, front.Settings) => _front = front;

    /// <summary>Creates a link that peers share.</summary>
    public WorkerLink(Forwarding forwarding, PeerSettings settings)
    {
        _forwarding = forwarding;
        _settings = forwarding.SettingsOf(settings);
    }

    /// <summary>The number of calls that wait or run at the worker.</summary>
    public int Pending
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count + (_worker?.Caller.Pending ?? 0);
            }
        }
    }

    /// <summary>Sends a call. A call that cannot be sent yet waits for the connection.</summary>
    /// <exception cref="LiaisonException">The call was not sent.</exception>
    public ValueTask<RelayedCall> SendAsync(Request request, Action<RawJson> report)
    {
        lock (_gate)
        {
            if (_isEnded)
            {
                throw new LiaisonException(CommandError.Of(ErrorCode.ShuttingDown, "The connection of the peer has ended."));
            }

            if (_worker is { } worker)
            {
                try
                {
                    var sent = worker.Caller.Relay(request, report);
                    _sent++;
                    return new ValueTask<RelayedCall>(sent);
                }
                catch (LiaisonException failure) when (failure.Code == ErrorCode.Disconnected)
                {
                    // The connection has just ended, so the call was not sent.
                    _worker = null;
                }
            }

            return new ValueTask<RelayedCall>(Wait(request, report));
        }
    }

    /// <summary>Sends a refused call to another worker, before all later calls.</summary>
    /// <returns>The call; null if the first worker has received other calls, since it may have stored something for them.</returns>
    public Task<RelayedCall>? TrySendElsewhere(RelayedCall refused, Request request, Action<RawJson> report)
    {
        lock (_gate)
        {
            if (_isEnded || _worker is not { } worker || worker.Caller != refused.Caller || _sent > 1)
            {
                return null;
            }

            _worker = null;
            _ = StopWhenDoneAsync(worker);
            return Wait(request, report);
        }
    }

    public void Subscribe(string pattern, SubscriptionOptions options)
    {
        lock (_gate)
        {
            _patterns[pattern] = options;
            if (_worker is { } worker)
            {
                WorkerEvents.Subscribe(worker, pattern, options);
            }
            else
            {
                Connect();
            }
        }
    }

    public void Unsubscribe(string pattern)
    {
        lock (_gate)
        {
            if (_patterns.Remove(pattern) && _worker is { } worker)
            {
                WorkerEvents.Unsubscribe(worker, pattern);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Peer? worker;
        lock (_gate)
        {
            (_isEnded, worker, _worker) = (true, _worker, null);
            FailWaiting("the connection of the peer has ended");
        }

        await _ending.CancelAsync().ConfigureAwait(false);
        if (worker is not null)
        {
            await worker.StopAsync().ConfigureAwait(false);
        }
    }

    // Called under the lock, like the next method.
    private Task<RelayedCall> Wait(Request request, Action<RawJson> report)
    {
        var waiting = new WaitingCall(request, report);
        _waiting.Enqueue(waiting);
        Connect();
        return waiting.Sent.Task;
    }

    private void Connect()
    {
        if (!_isConnecting && !_isEnded)
        {
            _isConnecting = true;
            _ = Task.Run(ConnectAsync, CancellationToken.None);
        }
    }

    private async Task ConnectAsync()
    {
        Peer? worker = null;
        var problem = "";
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
            limit.CancelAfter(_forwarding.Options.ConnectTimeout);
            worker = MakeWorker(await _forwarding.Connector.ConnectAsync(limit.Token).ConfigureAwait(false));
            _ = worker.RunAsync();
        }
        catch (Exception failure)
        {
            SessionLog.WorkerUnreachable(_settings.Logger, failure);
            problem = failure.Message;
        }

        var isWanted = Connected(worker, problem);
        if (worker is null && isWanted)
        {
            await RetryAsync().ConfigureAwait(false);
        }
        else if (worker is not null && !isWanted)
        {
            await worker.StopAsync().ConfigureAwait(false);
        }
        else if (worker is not null)
        {
            worker.Remote.Leaving.UnsafeRegister(_ => Leave(worker), null);
            _ = ReplaceAtEndAsync(worker);
        }
    }

    // Returns whether a connection is still needed.
    private bool Connected(Peer? worker, string problem)
    {
        lock (_gate)
        {
            _isConnecting = false;
            if (_isEnded)
            {
                return false;
            }

            if (worker is null)
            {
                FailWaiting(problem);
                return _patterns.Count > 0;
            }

            (_worker, _sent) = (worker, _waiting.Count);
            foreach (var (pattern, options) in _patterns)
            {
                WorkerEvents.Subscribe(worker, pattern, options);
            }

            while (_waiting.TryDequeue(out var waiting))
            {
                waiting.SendBy(worker);
            }

            return true;
        }
    }

    private async Task RetryAsync()
    {
        try
        {
            await Task.Delay(_forwarding.Options.RetryDelay, _ending.Token).ConfigureAwait(false);
            lock (_gate)
            {
                Connect();
            }
        }
        catch (OperationCanceledException)
        {
            // The peer has left.
        }
    }

    private async Task ReplaceAtEndAsync(Peer worker)
    {
        await worker.Ended.ConfigureAwait(false);
        Replace(worker);
    }

    // The worker still answers its pending calls. Then the connection is closed; the worker waits for that.
    private void Leave(Peer worker)
    {
        Replace(worker);
        _ = StopWhenDoneAsync(worker);
    }

    private static async Task StopWhenDoneAsync(Peer worker)
    {
        await worker.Caller.WhenNothingIsPending().ConfigureAwait(false);
        await worker.StopAsync().ConfigureAwait(false);
    }

    private void Replace(Peer worker)
    {
        lock (_gate)
        {
            if (_worker != worker)
            {
                return;
            }

            _worker = null;
            if (_patterns.Count > 0)
            {
                Connect();
            }
        }
    }

    private Peer MakeWorker(ICommandConnection connection)
    {
        Peer? worker = null;
        worker = new Peer(connection, _settings with
        {
            // Only events of the current worker: while two workers have the subscription, both may send the same event.
            OnPublication = publication =>
            {
                if (_front is not null && Volatile.Read(ref _worker) == worker)
                {
                    _front.Subscriptions.Offer(publication);
                }
            },
        });
        worker.Incoming.Relay = _front is null ? null : new CallbackRelay(_front);
        return worker;
    }

    private void FailWaiting(string problem)
    {
        while (_waiting.TryDequeue(out var waiting))
        {
            waiting.Sent.TrySetException(new LiaisonException(CommandError.Of(ErrorCode.Busy, $"'{waiting.Request.Command}' was not run, since no worker can be reached: {problem}")));
        }
    }
}
