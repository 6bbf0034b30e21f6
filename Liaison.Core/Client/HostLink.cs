using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Client;

/// <summary>
/// Keeps a connection to the host: the one that there is, or one after the other for as long as they can be had. Thread-safe.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The source has nothing to dispose: it has no timer.")]
internal sealed class HostLink
{
    // A connection that lasted so long was one.
    private static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly ICommandConnector _connector;
    private readonly ReconnectOptions? _options;
    private readonly Func<ICommandConnection, ClientSession> _begin;
    private readonly EventReader _events;
    private readonly ClientStatus _status;
    private readonly UnsentCalls _unsent;
    private readonly Backoff? _backoff;
    private readonly CancellationTokenSource _disposing = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _past = Task.CompletedTask;
    private volatile ClientSession? _session;
    private volatile ClientSession _last;
    private CommandError? _closed;

    /// <summary>Begins with a connection that there is.</summary>
    public HostLink(
        ICommandConnection connection, ICommandConnector connector, ClientOptions options, Func<ICommandConnection, ClientSession> begin, EventReader events, ClientStatus status)
    {
        (_connector, _options, _begin, _events, _status) = (connector, options.Reconnect, begin, events, status);
        _unsent = new UnsentCalls(_options?.MaxUnsentCalls ?? 0, options.MaxUnsentBytes);
        _backoff = _options is null ? null : new Backoff(_options);
        _last = begin(connection);
        _ = _last.Peer.RunAsync();
        TryBegin(_last, [], out _);

        // Nothing of whoever connects is to flow into the loop.
        ThreadPool.UnsafeQueueUserWorkItem(static link => _ = link.KeepAsync(), this, preferLocal: false);
    }

    /// <summary>The connection; null while there is none.</summary>
    public ClientSession? Session => _session;

    /// <summary>The newest connection, which may have been lost.</summary>
    public ClientSession Last => _last;

    /// <summary>Ends when there is no connection any more, and will be none. It never fails.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Opens a connection, within the time that an attempt may take.</summary>
    /// <exception cref="IOException">It cannot be had.</exception>
    public static async Task<ICommandConnection> ConnectAsync(ICommandConnector connector, ReconnectOptions? options, CancellationToken cancellationToken)
    {
        if (options is null)
        {
            return await connector.ConnectAsync(cancellationToken).ConfigureAwait(false);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.ConnectTimeout);
        try
        {
            return await connector.ConnectAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"The host did not answer within {options.ConnectTimeout.TotalMilliseconds:0} ms. Start it, or raise ConnectTimeout.", late);
        }
    }

    /// <summary>Has something wait for the next connection; false where there is one already.</summary>
    /// <param name="unsent">What waits.</param>
    /// <param name="ended">The connection that did not take it, since it has ended; null where there was none.</param>
    /// <exception cref="LiaisonException">There will be no connection any more, or as much waits as may.</exception>
    public bool TryWait(Unsent unsent, ClientSession? ended)
    {
        lock (_gate)
        {
            if (_closed is { } error)
            {
                throw new LiaisonException(error);
            }

            if (_session is not null && _session != ended)
            {
                return false;
            }

            _unsent.Add(unsent);
            return true;
        }
    }

    /// <summary>Sends something over the connection that there is, or has it wait for the next one.</summary>
    /// <exception cref="LiaisonException">There will be no connection any more, or as much waits as may.</exception>
    public void Send(Unsent unsent)
    {
        ClientSession? session = null;
        while (!TryWait(unsent, session))
        {
            session = _session;
            if (session is not null && unsent.TrySend(session))
            {
                return;
            }
        }
    }

    /// <summary>Nobody waits for it any more; over which connection it was sent all the same, null where it never will be.</summary>
    public SentCall? Abandon(Unsent unsent)
    {
        lock (_gate)
        {
            _unsent.Remove(unsent);

            // What it gave is known by now: it is sent under this lock.
#pragma warning disable RS0030
            return unsent.Sent.IsCompletedSuccessfully ? unsent.Sent.Result : null;
#pragma warning restore RS0030
        }
    }

    /// <summary>Closes the connection, and makes no other.</summary>
    public async Task CloseAsync()
    {
        await _disposing.CancelAsync().ConfigureAwait(false);
        ClientSession? session;
        lock (_gate)
        {
            session = _session;
        }

        if (session is not null)
        {
            await session.Peer.StopAsync().ConfigureAwait(false);
        }

        await Completion.ConfigureAwait(false);
    }

    private async Task KeepAsync()
    {
        Exception? reason = null;
        var lost = 0L;
        for (var next = _last; next is not null;)
        {
            var began = Stopwatch.GetTimestamp();
            var error = await next.Peer.Caller.Ended.ConfigureAwait(false);
            reason = new LiaisonException(error);
            Lose(next);
            if (lost == 0 || next.Peer.IsUnderstood || Stopwatch.GetElapsedTime(began) > StableAfter)
            {
                _backoff?.Reset();
                lost = Stopwatch.GetTimestamp();
            }

            // What does not speak the protocol will not do so the next time.
            (next, reason) = error.Code == ErrorCode.BadMessage ? (null, reason) : await ReconnectAsync(reason, lost).ConfigureAwait(false);
        }

        await _past.ConfigureAwait(false);
        Close(reason);
        _completion.SetResult();
    }

    /// <summary>The next connection; or none, and why.</summary>
    /// <param name="reason">Why there is none.</param>
    /// <param name="lost">Since when there has been none that was of use.</param>
    private async Task<(ClientSession? Next, Exception? Reason)> ReconnectAsync(Exception reason, long lost)
    {
        while (true)
        {
            var pause = reason is HostGoneException ? null : _backoff?.Next(Stopwatch.GetElapsedTime(lost));
            if (pause is null || _disposing.IsCancellationRequested)
            {
                return (null, reason);
            }

            _status.Change(ClientState.Lost, reason);
            try
            {
                await Task.Delay(pause.Value, _disposing.Token).ConfigureAwait(false);
                _status.Change(ClientState.Connecting, null);
                var connection = await ConnectAsync(_connector, _options, _disposing.Token).ConfigureAwait(false);
                var session = await BeginAsync(connection).ConfigureAwait(false);
                _status.Change(ClientState.Ready, null);
                return (session, null);
            }
            catch (Exception failure)
            {
                // Whatever a connector throws: it is told, and tried again, until the limits or the client's end.
                reason = _disposing.IsCancellationRequested ? reason : failure;
            }
        }
    }

    private async Task<ClientSession> BeginAsync(ICommandConnection connection)
    {
        var session = _begin(connection);
        _ = session.Peer.RunAsync();
        var refusals = new Dictionary<GeneratedContract, LiaisonException?>();
        while (!TryBegin(session, refusals, out var unknown))
        {
            foreach (var contract in unknown)
            {
                refusals.Add(contract, await AskAsync(session, contract).ConfigureAwait(false));
            }
        }

        if (_disposing.IsCancellationRequested)
        {
            // Whoever disposes the client may have looked for a connection before there was this one.
            _ = session.Peer.StopAsync();
        }

        return session;
    }

    /// <summary>What the host says to a contract; null where it agrees.</summary>
    private async Task<LiaisonException?> AskAsync(ClientSession session, GeneratedContract contract)
    {
        try
        {
            return await session.RefusalAsync(contract).WaitAsync(_options!.ConnectTimeout, _disposing.Token).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            _ = session.Peer.StopAsync();
            throw failure is TimeoutException
                ? new IOException($"The host did not say within {_options!.ConnectTimeout.TotalMilliseconds:0} ms whether it serves {contract.Type.Name}. Raise ConnectTimeout.", failure)
                : failure;
        }
    }

    /// <summary>Sends what waits over a new connection; false where there are contracts that its host is to be asked about before.</summary>
    private bool TryBegin(ClientSession session, Dictionary<GeneratedContract, LiaisonException?> refusals, out IReadOnlyList<GeneratedContract> unknown)
    {
        lock (_gate)
        {
            unknown = [.. _unsent.Contracts.Except(refusals.Keys)];
            if (unknown.Count > 0)
            {
                return false;
            }

            // What was subscribed comes before what is called, so that whoever calls hears of what that leads to.
            _events.Attach(session);
            _unsent.SendAll(session, refusals);
            _last = _session = session;
            return true;
        }
    }

    private void Lose(ClientSession session)
    {
        lock (_gate)
        {
            _session = _options is null ? session : null;
            _events.Detach(session);
            _past = _past.IsCompleted ? session.Peer.Ended : Task.WhenAll(_past, session.Peer.Ended);
        }
    }

    private void Close(Exception? reason)
    {
        var error = _options is null ? ClientErrors.Ended(_last.Peer.Remote)
            : _disposing.IsCancellationRequested ? ClientErrors.Disposed
            : ClientErrors.Closed(reason);
        lock (_gate)
        {
            (_session, _closed) = (_options is null ? _session : null, error);
            _unsent.FailAll(error);
        }

        _events.End(error);
        _status.Change(ClientState.Closed, _disposing.IsCancellationRequested ? new LiaisonException(ClientErrors.Disposed) : reason);
    }
}
