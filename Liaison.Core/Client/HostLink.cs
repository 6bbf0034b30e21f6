using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Client;

/// <summary>Keeps a connection to the host: a single one, or a new one after each loss. Thread-safe.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The source has nothing to dispose: it has no timer.")]
internal sealed class HostLink
{
    // A connection that lasted this long counts as a successful one.
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

    /// <summary>Starts with an open connection.</summary>
    public HostLink(
        ICommandConnection connection, ICommandConnector connector, ClientOptions options, Func<ICommandConnection, ClientSession> begin, EventReader events, ClientStatus status)
    {
        (_connector, _options, _begin, _events, _status) = (connector, options.Reconnect, begin, events, status);
        _unsent = new UnsentCalls(_options?.MaxUnsentCalls ?? 0, options.MaxUnsentBytes);
        _backoff = _options is null ? null : new Backoff(_options);
        _last = begin(connection);
        _ = _last.Peer.RunAsync();
        TryBegin(_last, [], out _);

        // The execution context of the caller must not flow into the loop.
        ThreadPool.UnsafeQueueUserWorkItem(static link => _ = link.KeepAsync(), this, preferLocal: false);
    }

    /// <summary>The connection; null while there is none.</summary>
    public ClientSession? Session => _session;

    /// <summary>The newest connection, which may have been lost.</summary>
    public ClientSession Last => _last;

    /// <summary>Completes when there is no connection and there will be no other. Never fails.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Opens a connection, within the time limit of one attempt.</summary>
    /// <exception cref="IOException">The connection failed.</exception>
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

    /// <summary>Queues a call for the next connection; false if there is a connection already.</summary>
    /// <param name="unsent">The call.</param>
    /// <param name="ended">The connection that could not send the call because it has ended; null if there was none.</param>
    /// <exception cref="LiaisonException">There will be no more connections, or a limit on waiting calls is reached.</exception>
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

    /// <summary>Sends a call over the current connection, or queues it for the next one.</summary>
    /// <exception cref="LiaisonException">There will be no more connections, or a limit on waiting calls is reached.</exception>
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

    /// <summary>Removes a call that nobody awaits any more. Returns the call if it was already sent; null if it never will be.</summary>
    public SentCall? Abandon(Unsent unsent)
    {
        lock (_gate)
        {
            _unsent.Remove(unsent);

            // The result is already known: calls are sent under this lock.
#pragma warning disable RS0030
            return unsent.Sent.IsCompletedSuccessfully ? unsent.Sent.Result : null;
#pragma warning restore RS0030
        }
    }

    /// <summary>Closes the connection and does not reconnect.</summary>
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

            // A host that does not speak the protocol will not speak it on the next attempt either.
            (next, reason) = error.Code == ErrorCode.BadMessage ? (null, reason) : await ReconnectAsync(reason, lost).ConfigureAwait(false);
        }

        await _past.ConfigureAwait(false);
        Close(reason);
        _completion.SetResult();
    }

    /// <summary>The next connection, or null and the reason.</summary>
    /// <param name="reason">Why there is no connection.</param>
    /// <param name="lost">Since when there has been no working connection.</param>
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
                // Any exception of a connector is reported and the attempt repeated, until a limit is reached or the client ends.
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
            // DisposeAsync may have looked for a connection before this one existed.
            _ = session.Peer.StopAsync();
        }

        return session;
    }

    /// <summary>Why the host does not accept a contract; null if it accepts.</summary>
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

    /// <summary>Sends the waiting calls over a new connection; false if the host must first be asked about some contracts.</summary>
    private bool TryBegin(ClientSession session, Dictionary<GeneratedContract, LiaisonException?> refusals, out IReadOnlyList<GeneratedContract> unknown)
    {
        lock (_gate)
        {
            unknown = [.. _unsent.Contracts.Except(refusals.Keys)];
            if (unknown.Count > 0)
            {
                return false;
            }

            // Subscriptions are sent before calls, so that a caller receives the events that its call causes.
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
