using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Resumption;

/// <summary>The sessions of a host that can be resumed. Opens them, and attaches later links to them. Thread-safe.</summary>
/// <param name="timeout">How long a session is kept without a link.</param>
/// <param name="maxBytes">How many bytes of a session may be unacknowledged.</param>
/// <param name="maxSilent">How many connections may be open without a first message. A further one is closed at once.</param>
/// <param name="log">Logs lost links and resumed sessions.</param>
/// <param name="time">The clock.</param>
internal sealed class ResumableSessions(TimeSpan timeout, long maxBytes, int maxSilent, IResumptionLog log, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HostedSession> _sessions = [];
    private readonly HashSet<ICommandConnection> _silent = [];
    private bool _isClosed;

    /// <summary>Reads the first message of a connection, and returns the connection to serve: the same one, or a new session.</summary>
    /// <returns>
    /// Null if there is nothing to serve: the peer has left, or it has resumed
    /// a session that is already served and whose new link has now ended.
    /// </returns>
    public async ValueTask<ICommandConnection?> AdmitAsync(ICommandConnection connection, CancellationToken cancellationToken)
    {
        using var closing = cancellationToken.UnsafeRegister(static link => _ = ((ICommandConnection)link!).DisposeAsync().AsTask(), connection);
        if (await HearAsync(connection).ConfigureAwait(false) is not { } first)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            return null;
        }

        if (!ControlFrame.IsMarked(first) || ControlFrame.IsEscaped(first))
        {
            return new ReplayedConnection(connection, first);
        }

        if (connection.Remote.Admission is { IsProved: false })
        {
            await RefuseAsync(connection, "Present the token in the handshake, before the session is opened.").ConfigureAwait(false);
            return null;
        }

        switch (ControlFrame.Read(first))
        {
            case { Kind: ControlKind.Open }:
                return Open(connection);
            case { Kind: ControlKind.Resume } resume:
                await ResumeAsync(connection, resume).ConfigureAwait(false);
                return null;
            default:
                await RefuseAsync(connection, "The first message is not understood. Begin with '#open 1', or with '#resume', a key and a number.").ConfigureAwait(false);
                return null;
        }
    }

    /// <summary>Closes the connections that have sent nothing yet, and accepts no more.</summary>
    public async Task CloseAsync()
    {
        ICommandConnection[] silent;
        lock (_gate)
        {
            _isClosed = true;
            silent = [.. _silent];
        }

        await Task.WhenAll(silent.Select(connection => connection.DisposeAsync().AsTask())).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // Null if the peer left without a message, or if too many connections are silent.
    private async ValueTask<Frame?> HearAsync(ICommandConnection connection)
    {
        lock (_gate)
        {
            if (_isClosed || _silent.Count >= maxSilent)
            {
                return null;
            }

            _silent.Add(connection);
        }

        try
        {
            return await connection.ReceiveAsync(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _silent.Remove(connection);
            }
        }
    }

    private ResumableConnection Open(ICommandConnection link)
    {
        HostedSession? session = null;
        var connection = new ResumableConnection(link.Remote, maxBytes, loss => WaitForLink(session!, loss));
        session = new HostedSession(link.Remote) { Connection = connection, Key = SessionKey.Create() };
        lock (_gate)
        {
            _sessions.Add(session.Key, session);
        }

        _ = connection.Over.ContinueWith(
            _ => Forget(session), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        connection.Attach(link, received: 0, _ => Greeting(session.Key, received: 0));
        return connection;
    }

    private async Task ResumeAsync(ICommandConnection link, ControlFrame resume)
    {
        if (Find(resume.Key, link.Remote) is not { } session)
        {
            await RefuseAsync(link, "There is no such session, or it is not this peer's. Open a new one.").ConfigureAwait(false);
            return;
        }

        if (NextKey(session, resume.Key) is not { } key)
        {
            await RefuseAsync(link, "The session has just ended. Open a new one.").ConfigureAwait(false);
            return;
        }

        if (session.Connection.Attach(link, resume.Received, received => Greeting(key, received), () => Confirm(session, key)) is not { } attached)
        {
            await RefuseAsync(link, "The session no longer has all messages that this peer lacks. Open a new one.").ConfigureAwait(false);
            return;
        }

        log.Resumed(link.Remote);
        await attached.Closed.ConfigureAwait(false);
    }

    private ControlFrame Greeting(string key, long received) => new(ControlKind.Session, key, received, (long)timeout.TotalMilliseconds);

    private static async Task RefuseAsync(ICommandConnection connection, string reason)
    {
        try
        {
            await connection.SendAsync(new[] { new ControlFrame(ControlKind.Refused, Text: reason).ToFrame() }, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The peer has already left.
        }
        finally
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private HostedSession? Find(string key, PeerInfo peer)
    {
        lock (_gate)
        {
            return _sessions.TryGetValue(key, out var session) && session.BelongsTo(peer) ? session : null;
        }
    }

    // The peer certainly has the key that it presented. The key that was sent last may have been lost with the link.
    // Null if the session has ended since it was found: a key that is added now would stay.
    private string? NextKey(HostedSession session, string presented)
    {
        var key = SessionKey.Create();
        lock (_gate)
        {
            if (!_sessions.ContainsKey(presented))
            {
                return null;
            }

            foreach (var old in new[] { session.Key, session.NextKey })
            {
                if (old is not null && old != presented)
                {
                    _sessions.Remove(old);
                }
            }

            (session.Key, session.NextKey) = (presented, key);
            _sessions[key] = session;
        }

        return key;
    }

    private void Confirm(HostedSession session, string key)
    {
        lock (_gate)
        {
            if (session.NextKey == key)
            {
                _sessions.Remove(session.Key);
                (session.Key, session.NextKey) = (key, null);
            }
        }
    }

    private void WaitForLink(HostedSession session, int loss)
    {
        log.Lost(session.Connection.Remote, timeout);
        lock (_gate)
        {
            // The timer of an earlier loss has no effect any more.
            session.Deadline?.Dispose();
            session.Deadline = time.CreateTimer(_ => session.Connection.EndIfStillLost(loss), null, timeout, Timeout.InfiniteTimeSpan);
        }
    }

    private void Forget(HostedSession session)
    {
        lock (_gate)
        {
            session.Deadline?.Dispose();
            _sessions.Remove(session.Key);
            if (session.NextKey is { } next)
            {
                _sessions.Remove(next);
            }
        }
    }
}
