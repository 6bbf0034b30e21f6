using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Liaison.Messages;
using NATS.Client.Core;

namespace Liaison.Transports;

/// <summary>
/// A worker's membership in the queue group: it accepts callers, and leaves the group while it has the most callers that it may
/// have.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Neither the semaphore nor the source has anything to dispose.")]
internal sealed class SessionDoor(NatsHub hub, NatsConnection connection, Channel<ICommandConnection> arrivals)
{
    private const string Busy = "busy";
    private const string Leaving = "leaving";
    private const string Unknown = "unknown_version";

    private readonly NatsOptions _options = hub.Options;
    private readonly ConcurrentDictionary<NatsSession, Task> _sessions = new();
    private readonly SemaphoreSlim _free = new(hub.Options.MaxConnections, hub.Options.MaxConnections);
    private readonly CancellationTokenSource _closing = new();
    private Task _admitting = Task.CompletedTask;

    /// <summary>Joins the group. After this method returns, callers are accepted.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var group = await JoinAsync(cancellationToken).ConfigureAwait(false);

        // The server handles messages in order: when it has answered the ping, it has the subscription.
        await connection.PingAsync(cancellationToken).ConfigureAwait(false);
        _admitting = AdmitAllAsync(group);
    }

    /// <summary>Leaves the group, notifies the current callers, and waits until they have left, up to the drain timeout.</summary>
    public async Task CloseAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _admitting.ConfigureAwait(false);
        arrivals.Writer.TryComplete();
        while (arrivals.Reader.TryRead(out var connection))
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }

        await Task.WhenAll(_sessions.Keys.Select(session => session.TellLeavingAsync())).ConfigureAwait(false);
        try
        {
            await Task.WhenAll(_sessions.Values).WaitAsync(_options.DrainTimeout, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The remaining callers have not moved to another worker. They stay until their sessions are disposed.
        }
    }

    private async Task AdmitAllAsync(INatsSub<byte[]> group)
    {
        try
        {
            while (true)
            {
                await _free.WaitAsync(_closing.Token).ConfigureAwait(false);
                var isTaken = false;
                try
                {
                    isTaken = await AdmitAsync(await group.Msgs.ReadAsync(_closing.Token).ConfigureAwait(false)).ConfigureAwait(false);
                }
                finally
                {
                    _ = isTaken ? 0 : _free.Release();
                }

                if (_free.CurrentCount == 0)
                {
                    await LeaveAsync(group, Busy).ConfigureAwait(false);
                    await _free.WaitAsync(_closing.Token).ConfigureAwait(false);
                    _free.Release();
                    group = await JoinAsync(_closing.Token).ConfigureAwait(false);
                }
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or ChannelClosedException or ObjectDisposedException || _closing.IsCancellationRequested)
        {
            // The transport closes.
        }
        finally
        {
            await LeaveAsync(group, Leaving).ConfigureAwait(false);
            arrivals.Writer.TryComplete();
        }
    }

    private ValueTask<INatsSub<byte[]>> JoinAsync(CancellationToken cancellationToken) =>
        connection.SubscribeCoreAsync<byte[]>(SessionSubjects.Connect(_options.Subject), _options.QueueGroup, cancellationToken: cancellationToken);

    // Answers also the requests that the server sends before it knows that this worker has left, so that no caller waits for nothing.
    private async Task LeaveAsync(INatsSub<byte[]> group, string reason)
    {
        try
        {
            await group.DrainAsync(CancellationToken.None).ConfigureAwait(false);
            while (group.Msgs.TryRead(out var ask))
            {
                await AnswerAsync(ask, SessionTerms.Of(_options, "") with { Refusal = reason }).ConfigureAwait(false);
            }

            await group.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is NatsException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Without NATS no caller can ask.
        }
    }

    /// <summary>Accepts a caller. Returns false if the caller is refused.</summary>
    private async Task<bool> AdmitAsync(NatsMsg<byte[]> ask)
    {
        if (SessionTermsContext.Read(ask.Data) is not { } caller)
        {
            await AnswerAsync(ask, SessionTerms.Of(_options, "") with { Refusal = Unknown }).ConfigureAwait(false);
            return false;
        }

        NatsSession session;
        try
        {
            session = await hub.OpenSessionAsync(SessionSubjects.OfWorker(_options.Subject, caller.Session), _closing.Token).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The caller asks another worker.
            return false;
        }

        session.Begin(caller);
        _sessions[session] = session.Closed;
        var remote = new PeerInfo(NatsTransport.Name, $"{_options.Address} session {caller.Session}")
        {
            Credential = connection.ServerInfo is { AuthRequired: true } ? NatsTransport.Name : null,
        };
        var accepted = new LeasedConnection(new StreamConnection(session, remote, _options.Stream), () =>
        {
            _sessions.TryRemove(session, out _);
            _free.Release();
        });
        if (!arrivals.Writer.TryWrite(accepted))
        {
            await AnswerAsync(ask, SessionTerms.Of(_options, "") with { Refusal = Busy }).ConfigureAwait(false);
            await accepted.DisposeAsync().ConfigureAwait(false);
            return true;
        }

        await AnswerAsync(ask, SessionTerms.Of(_options, caller.Session)).ConfigureAwait(false);
        return true;
    }

    private static async Task AnswerAsync(NatsMsg<byte[]> ask, SessionTerms terms)
    {
        try
        {
            await ask.ReplyAsync(SessionTermsContext.Write(terms)).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is NatsException or IOException or InvalidOperationException or OperationCanceledException)
        {
            // A caller without an answer asks another worker. A session without a caller ends after its timeout.
        }
    }
}
